//! Places that the time zone database has no name for, with the one whose clock they go by:
//! cities, countries, and what people call a zone. It judges nothing.

/// Small letters without spaces, and the zone.
const PLACES: &[(&[&str], &str)] = &[
    (
        &[
            "mumbai",
            "bombay",
            "delhi",
            "newdelhi",
            "bangalore",
            "bengaluru",
            "chennai",
            "madras",
            "hyderabad",
            "pune",
            "ahmedabad",
            "india",
            "indian",
        ],
        "Asia/Kolkata",
    ),
    (
        &[
            "lahore",
            "islamabad",
            "rawalpindi",
            "peshawar",
            "quetta",
            "faisalabad",
            "multan",
            "pakistan",
        ],
        "Asia/Karachi",
    ),
    (&["chittagong", "chattogram", "bangladesh"], "Asia/Dhaka"),
    (&["pokhara", "nepal"], "Asia/Kathmandu"),
    (&["sri_lanka", "srilanka", "kandy"], "Asia/Colombo"),
    (&["beijing", "peking", "guangzhou", "shenzhen", "china", "chinese"], "Asia/Shanghai"),
    (&["osaka", "kyoto", "yokohama", "japan"], "Asia/Tokyo"),
    (&["busan", "korea", "southkorea"], "Asia/Seoul"),
    (&["hanoi", "vietnam"], "Asia/Ho_Chi_Minh"),
    (&["thailand"], "Asia/Bangkok"),
    (&["cebu", "philippines"], "Asia/Manila"),
    (&["abudhabi", "sharjah", "uae"], "Asia/Dubai"),
    (&["jeddah", "mecca", "medina", "saudiarabia"], "Asia/Riyadh"),
    (&["telaviv", "israel"], "Asia/Jerusalem"),
    (&["ankara", "izmir", "turkey", "türkiye"], "Europe/Istanbul"),
    (&["saintpetersburg", "stpetersburg"], "Europe/Moscow"),
    (
        &[
            "hamburg",
            "munich",
            "münchen",
            "frankfurt",
            "cologne",
            "köln",
            "stuttgart",
            "germany",
            "deutschland",
            "centraleuropean",
        ],
        "Europe/Berlin",
    ),
    (&["geneva", "genf", "basel", "bern", "switzerland"], "Europe/Zurich"),
    (&["austria"], "Europe/Vienna"),
    (&["lyon", "marseille", "france"], "Europe/Paris"),
    (&["barcelona", "valencia", "spain"], "Europe/Madrid"),
    (&["milan", "naples", "italy"], "Europe/Rome"),
    (&["rotterdam", "thehague", "netherlands"], "Europe/Amsterdam"),
    (&["easterneuropean", "greece"], "Europe/Athens"),
    (&["westerneuropean", "porto", "portugal"], "Europe/Lisbon"),
    (
        &[
            "manchester",
            "birmingham",
            "edinburgh",
            "glasgow",
            "england",
            "scotland",
            "wales",
            "britain",
            "uk",
            "greenwich",
            "greenwichmean",
            "british",
        ],
        "Europe/London",
    ),
    (&["cork", "ireland"], "Europe/Dublin"),
    (&["kraków", "krakow", "poland"], "Europe/Warsaw"),
    (
        &[
            "boston",
            "washington",
            "washingtondc",
            "miami",
            "atlanta",
            "philadelphia",
            "baltimore",
            "pittsburgh",
            "cleveland",
            "eastern",
            "useastern",
        ],
        "America/New_York",
    ),
    (
        &[
            "houston",
            "dallas",
            "austin",
            "minneapolis",
            "neworleans",
            "stlouis",
            "nashville",
            "central",
            "uscentral",
        ],
        "America/Chicago",
    ),
    (&["saltlakecity", "albuquerque", "mountain", "usmountain"], "America/Denver"),
    (
        &[
            "sanfrancisco",
            "seattle",
            "sandiego",
            "lasvegas",
            "sanjose",
            "california",
            "pacific",
            "uspacific",
        ],
        "America/Los_Angeles",
    ),
    (&["ottawa", "montreal", "quebec"], "America/Toronto"),
    (&["calgary"], "America/Edmonton"),
    (&["rio", "riodejaneiro", "brasilia", "brazil"], "America/Sao_Paulo"),
    (&["argentina"], "America/Argentina/Buenos_Aires"),
    (&["abuja", "kano", "nigeria", "westafrica"], "Africa/Lagos"),
    (&["mombasa", "kenya", "eastafrica"], "Africa/Nairobi"),
    (&["capetown", "durban", "pretoria", "southafrica"], "Africa/Johannesburg"),
    (&["alexandria", "egypt"], "Africa/Cairo"),
    (&["canberra"], "Australia/Sydney"),
    (&["wellington", "christchurch", "newzealand"], "Pacific/Auckland"),
];

/// The zone of a place, however it is set apart and with or without `Time` behind it.
pub(super) fn zone_of(word: &str) -> Option<&'static str> {
    let plain = plain(word);
    PLACES.iter().find(|(names, _)| names.contains(&plain.as_str())).map(|(_, zone)| *zone)
}

/// All names, with their zones.
pub(super) fn names() -> impl Iterator<Item = (&'static str, &'static str)> {
    PLACES.iter().flat_map(|(names, zone)| names.iter().map(|name| (*name, *zone)))
}

/// As names are compared.
pub(super) fn plain(word: &str) -> String {
    let letters: String =
        word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let bare = ["standardtime", "daylighttime", "summertime", "time"]
        .iter()
        .find_map(|end| letters.strip_suffix(end).filter(|rest| !rest.is_empty()));
    bare.map(str::to_owned).unwrap_or(letters)
}

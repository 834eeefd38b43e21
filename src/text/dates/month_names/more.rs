//! The months by their names in more languages: Slovak, Slovene, Serbian, Macedonian,
//! Bulgarian, Belarusian, Catalan, Lithuanian, Latvian, Estonian, Icelandic, Albanian,
//! Azerbaijani, Kazakh, Georgian, Armenian, Hebrew, Bengali, Tamil, Telugu, Marathi, Gujarati,
//! Malayalam, Kannada, Punjabi, Pashto, Sindhi, Thai, Malay, Filipino and Swahili. Only whole
//! names are here: their beginnings are words elsewhere.

/// By month.
#[rustfmt::skip]
pub(super) const MORE: [&[&str]; 12] = [
    &[
        "januára", "januarja", "gener", "sausio", "janvāris", "janvārī", "jaanuar",
        "януари", "јануар", "јануари", "студзеня", "janúar", "yanvar", "қаңтар", "იანვარი",
        "հունվար", "ינואר", "জানুয়ারি", "জানুয়ারী", "ஜனவரி", "జనవరి", "जानेवारी",
        "જાન્યુઆરી", "ജനുവരി", "ಜನವರಿ", "ਜਨਵਰੀ", "มกราคม", "janar",
    ],
    &[
        "februára", "februarja", "febrer", "vasario", "februāris", "februārī", "veebruar",
        "февруари", "фебруар", "лютага", "febrúar", "fevral", "ақпан", "თებერვალი",
        "փետրվար", "פברואר", "ফেব্রুয়ারি", "ফেব্রুয়ারী", "பிப்ரவரி", "ఫిబ్రవరి",
        "फेब्रुवारी", "ફેબ્રુઆરી", "ഫെബ്രുവരി", "ಫೆಬ್ರವರಿ", "ਫ਼ਰਵਰੀ", "กุมภาพันธ์",
        "shkurt", "pebrero", "فيبروري", "فبروري",
    ],
    &[
        "març", "kovo", "märts", "сакавіка", "наурыз", "მარტი", "մարտ", "מרץ", "মার্চ",
        "மார்ச்", "మార్చి", "માર્ચ", "മാർച്ച്", "ಮಾರ್ಚ್", "ਮਾਰਚ", "มีนาคม", "machi",
        "marso",
    ],
    &[
        "aprīlis", "aprīlī", "aprill", "април", "красавіка", "aprel", "сәуір", "აპრილი",
        "ապրիլ", "אפריל", "এপ্রিল", "ஏப்ரல்", "ఏప్రిల్", "एप्रिल", "એપ્રિલ", "ഏപ്രിൽ",
        "ಏಪ್ರಿಲ್", "ਅਪ੍ਰੈਲ", "เมษายน", "aprili", "prill", "apríla", "apríl", "aprila",
        "balandžio", "اپريل", "اپرېل",
    ],
    &[
        "mája", "máj", "maig", "gegužės", "maijs", "maijā", "maí", "мај", "мамыр", "მაისი",
        "մայիս", "מאי", "মে", "மே", "మే", "मे", "મે", "മേയ്", "ಮೇ", "ਮਈ", "พฤษภาคม", "مئي",
    ],
    &[
        "júna", "jún", "junija", "juny", "birželio", "jūnijs", "jūnijā", "juuni", "юни",
        "јун", "јуни", "чэрвеня", "júní", "iyun", "маусым", "ივნისი", "հունիս", "יוני",
        "জুন", "ஜூன்", "జూన్", "જૂન", "ജൂൺ", "ಜೂನ್", "ਜੂਨ", "มิถุนายน", "hunyo", "qershor",
    ],
    &[
        "júla", "júl", "julija", "juliol", "liepos", "jūlijs", "jūlijā", "juuli", "юли",
        "јул", "јули", "ліпеня", "júlí", "iyul", "шілде", "ივლისი", "հուլիս", "יולי",
        "জুলাই", "ஜூலை", "జూలై", "जुलै", "જુલાઈ", "ജൂലൈ", "ಜುಲೈ", "ਜੁਲਾਈ", "กรกฎาคม",
        "julai", "hulyo", "korrik", "جولاءِ", "جولای",
    ],
    &[
        "avgusta", "avgust", "agost", "rugpjūčio", "augusts", "augustā", "жніўня", "ágúst",
        "avqust", "тамыз", "აგვისტო", "օգոստոս", "אוגוסט", "আগস্ট", "ஆகஸ்ட்", "ఆగస్టు",
        "ऑगस्ट", "ઓગસ્ટ", "ഓഗസ്റ്റ്", "ಆಗಸ್ಟ್", "ਅਗਸਤ", "สิงหาคม", "agosti", "ogos",
        "gusht", "آگسٽ", "اګست",
    ],
    &[
        "septembra", "setembre", "rugsėjo", "septembris", "septembrī", "септември",
        "септембар", "septembar", "верасня", "sentyabr", "қыркүйек", "სექტემბერი",
        "սեպտեմբեր", "ספטמבר", "সেপ্টেম্বর", "செப்டம்பர்", "సెప్టెంబర్", "सप्टेंबर",
        "સપ્ટેમ્બર", "സെപ്റ്റംബർ", "ಸೆಪ್ಟೆಂಬರ್", "ਸਤੰਬਰ", "กันยายน", "septemba",
        "setyembre", "shtator", "سيپٽمبر", "سپتمبر",
    ],
    &[
        "októbra", "oktobra", "spalio", "oktobris", "oktobrī", "oktoober", "октомври",
        "октобар", "oktobar", "кастрычніка", "oktyabr", "қазан", "ოქტომბერი", "հոկտեմբեր",
        "אוקטובר", "অক্টোবর", "அக்டோபர்", "అక్టోబర్", "ऑक्टोबर", "ઓક્ટોબર", "ഒക്ടോബർ",
        "ಅಕ್ಟೋಬರ್", "ਅਕਤੂਬਰ", "ตุลาคม", "oktoba", "tetor", "آڪٽوبر", "اکتوبر",
    ],
    &[
        "novembra", "lapkričio", "novembris", "novembrī", "ноември", "новембар", "novembar",
        "лістапада", "nóvember", "noyabr", "қараша", "ნოემბერი", "նոյեմբեր", "נובמבר",
        "নভেম্বর", "நவம்பர்", "నవంబర్", "नोव्हेंबर", "નવેમ્બર", "നവംബർ", "ನವೆಂಬರ್", "ਨਵੰਬਰ",
        "พฤศจิกายน", "novemba", "nobyembre", "nëntor",
    ],
    &[
        "decembra", "desembre", "gruodžio", "decembris", "decembrī", "detsember",
        "декември", "децембар", "decembar", "снежня", "dekabr", "желтоқсан", "დეკემბერი",
        "դեկտեմբեր", "דצמבר", "ডিসেম্বর", "டிசம்பர்", "డిసెంబర్", "डिसेंबर", "ડિસેમ્બર",
        "ഡിസംബർ", "ಡಿಸೆಂಬರ್", "ਦਸੰਬਰ", "ธันวาคม", "desemba", "disember", "disyembre",
        "dhjetor", "ڊسمبر",
    ],
];

/// What Thai abbreviates a month to, with full stops within.
pub(super) const THAI: [(&str, &str); 12] = [
    ("ม.ค.", "มกราคม"),
    ("ก.พ.", "กุมภาพันธ์"),
    ("มี.ค.", "มีนาคม"),
    ("เม.ย.", "เมษายน"),
    ("พ.ค.", "พฤษภาคม"),
    ("มิ.ย.", "มิถุนายน"),
    ("ก.ค.", "กรกฎาคม"),
    ("ส.ค.", "สิงหาคม"),
    ("ก.ย.", "กันยายน"),
    ("ต.ค.", "ตุลาคม"),
    ("พ.ย.", "พฤศจิกายน"),
    ("ธ.ค.", "ธันวาคม"),
];

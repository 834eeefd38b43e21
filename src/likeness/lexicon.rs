//! Words whose exchange tells another story by itself: numbers as they are written out,
//! days and months, opposites, denials. It is no dictionary: a language that is not here
//! loses nothing but the tolerance for edits of such words.

use foldhash::HashMap;
use std::sync::LazyLock;

/// What a word is known to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sense {
    /// A number or a place in an order.
    Number,
    /// A day, a month, a side: one of several that exclude each other.
    Contrast,
    /// It turns a sentence into its opposite.
    Denial,
    /// A line begins with it that a house adds of itself: who made a text, and where more is.
    Credit,
}

/// What a lower-case word means, as a number that is the same for all that mean the
/// same, and what it is; `None` of most words.
pub(super) fn meaning(word: &str, has_digit: bool) -> Option<(u64, Sense)> {
    if has_digit {
        return figures(word).map(|value| (value, Sense::Number));
    }
    KNOWN.get(word).copied().or_else(|| german(word))
}

/// The value of a word of decimal digits, in any script.
fn figures(word: &str) -> Option<u64> {
    const ZEROS: [u32; 12] =
        [0x30, 0x660, 0x6F0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xE50, 0xFF10];
    word.chars().try_fold(0_u64, |value, c| {
        let code = u32::from(c);
        let digit = ZEROS.iter().find_map(|zero| code.checked_sub(*zero).filter(|d| *d < 10))?;
        value.checked_mul(10)?.checked_add(u64::from(digit))
    })
}

/// `einundzwanzig`: German writes the ones before the tens, in one word.
fn german(word: &str) -> Option<(u64, Sense)> {
    // Every word that is not known comes here: a search for a text is longer in beginning.
    let und = word.as_bytes().windows(3).position(|letters| letters == b"und")?;
    let (ones, tens) = (word.get(..und)?, word.get(und + 3..)?);
    let value =
        |part: &str| Some(KNOWN.get(part)?).filter(|(_, s)| *s == Sense::Number).map(|k| k.0);
    let (ones, tens) = (value(ones)?, value(tens)?);
    (ones < 10 && tens < 100).then_some((ones + tens, Sense::Number))
}

static KNOWN: LazyLock<HashMap<&'static str, (u64, Sense)>> = LazyLock::new(|| {
    let mut known = HashMap::default();
    for (value, words) in NUMBERS {
        for word in words.split_whitespace() {
            known.insert(word, (*value, Sense::Number));
        }
    }
    for (place, words) in ORDINALS.iter().enumerate() {
        for word in words.split_whitespace() {
            known.insert(word, (ORDINAL + place as u64, Sense::Number));
        }
    }
    for (place, word) in CONTRASTS.iter().flat_map(|words| words.split_whitespace()).enumerate() {
        known.entry(word).or_insert((CONTRAST + place as u64, Sense::Contrast));
    }
    for (place, word) in CREDITS.split_whitespace().enumerate() {
        known.entry(word).or_insert((CREDIT + place as u64, Sense::Credit));
    }
    for (place, word) in DENIALS.split_whitespace().enumerate() {
        known.insert(word, (DENIAL + place as u64, Sense::Denial));
    }
    known
});

// Beyond every number that anybody writes out.
const ORDINAL: u64 = 1 << 60;
const CONTRAST: u64 = 2 << 60;
const DENIAL: u64 = 3 << 60;
const CREDIT: u64 = 4 << 60;

/// English, German, Spanish, French, Italian, Portuguese, Dutch, Russian, Turkish, Urdu,
/// Persian, Arabic, Hindi, Chinese.
#[rustfmt::skip]
const NUMBERS: &[(u64, &str)] = &[
    (0, "zero null cero zéro nul ноль sıfır صفر शून्य 零 〇"),
    (1, "one eins uno una un une um uma один одна bir ایک یک واحد واحدة एक 一"),
    (2, "two zwei dos deux due dois duas twee два две iki دو اثنان اثنين दो 二 两"),
    (3, "three drei tres trois tre três drie три üç تین سه ثلاثة ثلاث तीन 三"),
    (4, "four vier cuatro quatre quattro quatro четыре dört چار چهار أربعة أربع चार 四"),
    (5, "five fünf cinco cinq cinque vijf пять beş پانچ پنج خمسة خمس पांच पाँच 五"),
    (6, "six sechs seis sei zes шесть altı چھ شش ستة ست छह छः 六"),
    (7, "seven sieben siete sept sette sete zeven семь yedi سات هفت سبعة سبع सात 七"),
    (8, "eight acht ocho huit otto oito восемь sekiz آٹھ هشت ثمانية ثماني आठ 八"),
    (9, "nine neun nueve neuf nove negen девять dokuz نو نه تسعة تسع नौ 九"),
    (10, "ten zehn diez dix dieci dez tien десять دس ده عشرة عشر दस 十"),
    (11, "eleven elf once onze undici одиннадцать گیارہ یازده ग्यारह"),
    (12, "twelve zwölf doce douze dodici doze twaalf двенадцать بارہ دوازده बारह dozen dutzend docena"),
    (13, "thirteen dreizehn trece treize tredici treze dertien тринадцать تیرہ سیزده तेरह"),
    (14, "fourteen vierzehn catorce quatorze quattordici veertien четырнадцать چودہ چهارده चौदह"),
    (15, "fifteen fünfzehn quince quinze quindici vijftien пятнадцать پندرہ پانزده पंद्रह"),
    (16, "sixteen sechzehn dieciséis seize sedici dezesseis zestien шестнадцать سولہ شانزده सोलह"),
    (17, "seventeen siebzehn diecisiete diciassette zeventien семнадцать سترہ هفده सत्रह"),
    (18, "eighteen achtzehn dieciocho diciotto dezoito achttien восемнадцать اٹھارہ هجده अठारह"),
    (19, "nineteen neunzehn diecinueve diciannove negentien девятнадцать انیس نوزده उन्नीस"),
    (20, "twenty zwanzig veinte vingt venti vinte twintig двадцать yirmi بیس بیست عشرون عشرين बीस"),
    (30, "thirty dreißig treinta trente trenta trinta dertig тридцать otuz تیس سی ثلاثون ثلاثين तीस"),
    (40, "forty vierzig cuarenta quarante quaranta quarenta veertig сорок kırk چالیس چهل أربعون أربعين चालीस"),
    (50, "fifty fünfzig cincuenta cinquante cinquanta cinquenta vijftig пятьдесят elli پچاس پنجاه خمسون خمسين पचास"),
    (60, "sixty sechzig sesenta soixante sessanta sessenta zestig шестьдесят altmış ساٹھ شصت ستون ستين साठ"),
    (70, "seventy siebzig setenta settanta zeventig семьдесят yetmiş ستر هفتاد سبعون سبعين सत्तर"),
    (80, "eighty achtzig ochenta ottanta oitenta tachtig восемьдесят seksen اسی هشتاد ثمانون ثمانين अस्सी"),
    (90, "ninety neunzig noventa novanta negentig девяносто doksan نوے نود تسعون تسعين नब्बे"),
    (100, "hundred hundert cien ciento cento cem honderd сто yüz سو صد مئة مائة सौ 百"),
    (1_000, "thousand tausend mil mille mila duizend тысяча тысяч ہزار هزار ألف आلاف हज़ार हजार 千"),
    (10_000, "万"),
    (100_000, "lakh lac لاکھ लाख"),
    (1_000_000, "million millionen millón millones milione milioni milhão milhões miljoen миллион миллионов milyon میلیون مليون ملین"),
    (10_000_000, "crore کروڑ करोड़"),
    (1_000_000_000, "billion milliarde milliarden milliard milliards миллиард milyar ارب مليار"),
];

#[rustfmt::skip]
const ORDINALS: &[&str] = &[
    "",
    "first erste ersten erster erstes primero primera primer premier première первый پہلا پہلی پہلے الأول الأولى पहला पहली पहले",
    "second zweite zweiten zweiter segundo segunda deuxième второй دوسرا دوسری دوسرے الثاني الثانية दूसरा दूसरी दूसरे",
    "third dritte dritten dritter tercero tercera tercer troisième третий تیسرا تیسری تیسرے الثالث الثالثة तीसरा तीसरी",
    "fourth vierte vierten vierter cuarto cuarta quatrième четвертый چوتھا چوتھی چوتھے الرابع चौथा चौथी",
    "fifth fünfte fünften fünfter quinto quinta cinquième пятый پانچواں پانچویں الخامس पांचवां",
    "sixth sechste sechsten sexto sexta sixième шестой چھٹا چھٹی छठा",
    "seventh siebte siebten séptimo séptima septième седьмой ساتواں ساتویں सातवां",
    "eighth achte achten octavo octava huitième восьмой آٹھواں آٹھویں आठवां",
    "ninth neunte neunten noveno novena neuvième девятый نواں نویں नौवां",
    "tenth zehnte zehnten décimo décima dixième десятый دسواں دسویں दसवां",
];

#[rustfmt::skip]
const CONTRASTS: &[&str] = &[
    // Days and months.
    "monday tuesday wednesday thursday friday saturday sunday",
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag",
    "lunes martes miércoles jueves viernes sábado domingo",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "پیر منگل بدھ جمعرات جمعہ جمعے ہفتہ ہفتے اتوار الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
    "सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार",
    "january february march april may june july august september october november december",
    "januar februar märz mai juni juli oktober dezember",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "janvier février mars avril juin juillet août septembre octobre novembre décembre",
    "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",
    "today tomorrow yesterday heute morgen gestern hoy mañana ayer aujourd hui demain hier آج کل پرسوں",
    "morning noon afternoon evening night midnight vormittag mittag nachmittag abend nacht",
    "mediodía tarde noche medianoche matin midi soir nuit صبح دوپہر شام رات सुबह दोपहर शाम रात",
    // Sides and measures.
    "north south east west northern southern eastern western northeast northwest southeast southwest",
    "norden süden osten westen nördlich südlich östlich westlich norte sur este oeste oriental occidental",
    "nord sud est ouest شمال جنوب مشرق مغرب شمالی جنوبی مشرقی مغربی उत्तर दक्षिण पूर्व पश्चिम",
    "upper lower left right inner outer old new major minor senior junior boys girls men women man woman",
    "male female father mother son daughter brother sister husband wife king queen mr mrs ms",
    "herr frau vater mutter sohn tochter padre madre hijo hija señor señora père mère fils fille",
    // What courts, offices and houses decide.
    "revoke revokes revoked restore restores restored uphold upholds upheld overturn overturns overturned",
    "grant grants granted deny denies denied reinstate reinstates reinstated confirm confirms confirmed",
    "quash quashes quashed annul annuls annulled extend extends extended renew renews renewed terminate",
    "terminates terminated freeze freezes froze frozen unfreeze unfrozen affirm affirms affirmed validated",
    "invalidated keep keeps kept withdraw withdraws withdrew withdrawn scrap scrapped dismiss dismissed",
    "admit admitted permit permits permitted prohibit prohibited forbid forbidden condemn condemned saved",
    "legal illegal safe unsafe passed vetoed back backs backed oppose opposes opposed join joins joined",
    "bestätigt bestätigte aufgehoben widerrufen wiederhergestellt erteilt versagt gebilligt verworfen",
    "verlängert zugelassen untersagt erlaubt verboten genehmigt zurückgewiesen stattgegeben ausgesetzt",
    "bewilligt entzogen beschlossen vertagt gekippt angeordnet fortgesetzt eingestellt",
    "confirmó anuló revocó restituyó concedió denegó suspendió restableció prorrogó canceló autorizó prohibió",
    "admitió desestimó aprobó rechazó levantó impuso confirmado anulado concedido denegado autorizado prohibido",
    "accordé accordée confirmé confirmée annulé annulée révoqué révoquée rétabli rétablie suspendu suspendue",
    "prolongé prolongée abrogé abrogée autorisé autorisée interdit interdite rejeté rejetée adopté adoptée",
    "confirmou anulou revogou concedeu suspendeu retomou prorrogou cancelou autorizou proibiu aprovou rejeitou",
    "confermato annullato concesso sospeso ripristinato prorogato revocato autorizzato vietato approvato respinto",
    "подтвердил подтвердила отменил отменила продлил продлила аннулировал аннулировала отозвал отозвала",
    "восстановил восстановила приостановил приостановила возобновил возобновила разрешил разрешила запретил",
    "запретила одобрил одобрила отклонил отклонила повысил повысила снизил снизила вырос упал открыл закрыл",
    "onadı bozdu onayladı uzattı durdurdu başlattı yasakladı kaldırdı arttı azaldı yükseldi düştü açtı kapattı",
    "بحال معطل منسوخ برقرار ألغت أيدت منحت علقت أعادت बहाल रद्द निलंबित बरकरार",
    // What goes one way or the other.
    "up down rise rises rose risen fall falls fell fallen raise raises raised cut cuts increase increases",
    "increased decrease decreases decreased reduce reduces reduced lift lifts lifted impose imposed lower",
    "lowered gain gains gained lose loses lost loss losses win wins won beat beaten defeat defeated draw drew",
    "open opens opened opening close closes closed closing shut reopen reopened start starts started begin",
    "begins began end ends ended stop stops stopped resume resumed suspend suspended cancel cancelled",
    "accept accepted reject rejected approve approved allow allowed ban banned bans",
    "arrest arrested release released acquit acquitted convict convicted guilty innocent alive dead kill",
    "killed injured hurt wounded missing found born died married strong weak hot cold warm dry wet high low",
    "higher highest lowest more less fewer most least early late earlier later before after best worst",
    "sunny cloudy rainy snowy windy clear heavy light buy sell buys sells bought sold import export imports exports",
    "government opposition home away against enter leave enters leaves arrive depart",
    "arrival departure arrivals departures inbound outbound incoming outgoing minimum maximum",
    "petrol diesel gas oil electricity water kerosene gold silver",
    "steigt sinkt stieg sank gestiegen gesunken erhöht gesenkt teurer billiger gewinnt verliert gewann verlor",
    "gewonnen verloren öffnet schließt geöffnet geschlossen gesperrt freigegeben beginnt endet begonnen beendet",
    "verhaftet freigelassen schuldig unschuldig angenommen abgelehnt benzin strom wasser gold silber",
    "sube baja subió bajó aumenta disminuye aumentó disminuyó gana pierde ganó perdió abre cierra abierto cerrado",
    "abierta cerrada empieza termina detenido liberado culpable inocente aprobado rechazado gasolina gasóleo diésel",
    "agua luz oro plata hausse baisse gagne perd ouvert fermé ouvre ferme commence finit arrêté libéré coupable",
    "اضافہ کمی مہنگا مہنگی سستا سستی اوپر نیچے جیت ہار جیتا ہارا کھلا بند کھل شروع ختم گرفتار رہا بری مجرم",
    "پٹرول پیٹرول ڈیزل گیس بجلی پانی سونا چاندی منظور مسترد زخمی ہلاک جاں آمد روانگی پہلے بعد",
    "बढ़ा घटा बढ़ी घटी महंगा सस्ता जीता हारा जीत हार खुला बंद शुरू खत्म गिरफ्तार रिहा पेट्रोल डीजल",
];

const CREDITS: &str = "published copyright follow subscribe reporting syndicated publicado síguenos \
    suscríbete publié abonnez suivez veröffentlicht abonnieren pubblicato segui iscriviti publicada \
    afp reuters dpa efe ansa xinhua kyodo yonhap bernama anadolu";

const DENIALS: &str = "not no never without none neither nor cannot isn wasn aren weren doesn didn \
    wouldn couldn shouldn hasn haven hadn nicht kein keine keinen keiner nie niemals ohne sin nunca jamás \
    ningún ninguna pas jamais sans aucun aucune refuse refuses refused refusing decline declines declined \
    fail fails failed unable verweigert verweigerte weigert weigerte negó niega refusé refusée nega negou \
    recusa recusou rifiuta rifiutato negato senza não sem отказал отказала отказался отказалась без reddetti نہیں نہ بغیر بلا لا لم لن ليس غير नहीं न बिना не нет без değil 不 没 無 无 未 非";

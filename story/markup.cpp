// markup.cpp: Document -> document order and hints of every node.
// Method: own; class, id, itemprop and role are cut into lower-case words ("storyHighlights",
// "el__gallery_image-title") and each word is looked up in one hashed table. No word is a
// site's name.
// LONG: the table of hint words.
#include "story/markup.h"

#include <algorithm>
#include <array>

#include "base/base.h"
#include "text/text.h"

namespace copydesk {
namespace {

struct HintWord {
  std::string_view word;
  uint32_t hints;
};

constexpr bool operator<(const HintWord& a, const HintWord& b) { return a.word < b.word; }

template <size_t N>
consteval std::array<HintWord, N> sorted(std::array<HintWord, N> table) {
  std::sort(table.begin(), table.end());
  return table;
}

constexpr auto kHintWords = sorted(std::to_array<HintWord>({
    {"pagination", kHintControl},
    {"pager", kHintControl},
    {"counter", kHintControl},
    {"togglecaption", kHintControl},
    {"hidecaption", kHintControl},
    {"captiontoggle", kHintControl},
    {"showcaption", kHintControl},
    {"caption", kHintCaption},
    {"captions", kHintCaption},
    {"figcaption", kHintCaption},
    {"legend", kHintCaption},
    {"imagecaption", kHintCaption},
    {"imagedesc", kHintCaption},
    {"imagedescription", kHintCaption},
    {"imagetext", kHintCaption},
    {"imgdesc", kHintCaption},
    {"imgdescription", kHintCaption},
    {"imgtext", kHintCaption},
    {"fototext", kHintCaption},
    {"bildbeschreibung", kHintCaption},
    {"photodesc", kHintCaption},
    {"phototext", kHintCaption},
    {"photodescription", kHintCaption},
    {"picturetext", kHintCaption},
    {"mediadescription", kHintCaption},
    {"mediacaption", kHintCaption},
    {"imageauthor", kHintCredit},
    {"imagesource", kHintCredit},
    {"imagecopyright", kHintCredit},
    {"photoauthor", kHintCredit},
    {"photosource", kHintCredit},
    {"bildautor", kHintCredit},
    {"bildnachweis", kHintCredit},
    {"bildquelle", kHintCredit},
    {"bildrechte", kHintCredit},
    {"fotoautor", kHintCredit},
    {"fotobron", kHintCredit},
    {"photocaption", kHintCaption},
    {"cutline", kHintCaption},
    {"bu", kHintCaption},
    {"bildunterschrift", kHintCaption},
    {"legende", kHintCaption},
    {"pie", kHintCaption},
    {"epigrafe", kHintCaption},
    {"didascalia", kHintCaption},
    {"bildtext", kHintCaption},
    {"billedtekst", kHintCaption},
    {"bildetekst", kHintCaption},
    {"billedetekst", kHintCaption},
    {"kuvateksti", kHintCaption},
    {"podpis", kHintCaption},
    {"popisek", kHintCaption},
    {"alairas", kHintCaption},
    {"kepalairas", kHintCaption},
    {"lezanta", kHintCaption},
    {"altyazi", kHintCaption},
    {"resimalti", kHintCaption},
    {"pieimagen", kHintCaption},
    {"piefoto", kHintCaption},
    {"piedefoto", kHintCaption},
    {"peudefoto", kHintCaption},
    {"bijschrift", kHintCaption},
    {"onderschrift", kHintCaption},
    {"fotoonderschrift", kHintCaption},
    {"podnapis", kHintCaption},
    {"captiontext", kHintCaption},
    {"credit", kHintCredit},
    {"source", kHintCredit},
    {"credits", kHintCredit},
    {"copyright", kHintCredit},
    {"copyrightholder", kHintCredit},
    {"credittext", kHintCredit},
    {"photographer", kHintCredit},
    {"photobyline", kHintCredit},
    {"imagecredit", kHintCredit},
    {"photocredit", kHintCredit},
    {"attribution", kHintCredit},
    {"fotograf", kHintCredit},
    {"fotocredit", kHintCredit},
    {"kredit", kHintCredit},
    {"rights", kHintCredit},
    {"autor", kHintCredit},
    {"auteur", kHintCredit},
    {"agency", kHintCredit},
    {"quelle", kHintCredit},
    {"src", kHintCredit},
    {"fotografo", kHintCredit},
    {"fotografos", kHintCredit},
    {"photographe", kHintCredit},
    {"photographers", kHintCredit},
    {"kuvaaja", kHintCredit},
    {"fotograaf", kHintCredit},
    {"forras", kHintCredit},
    {"sursafoto", kHintCredit},
    {"creditos", kHintCredit},
    {"creditofoto", kHintCredit},
    {"creditphoto", kHintCredit},
    {"firmafoto", kHintCredit},
    {"imgsource", kHintCredit},
    {"imgcredit", kHintCredit},
    {"fotocredits", kHintCredit},
    {"fotoquelle", kHintCredit},
    {"bildcredit", kHintCredit},
    {"bildcopyright", kHintCredit},
    {"autorfoto", kHintCredit},
    {"gallery", kHintGallery},
    {"galleries", kHintGallery},
    {"slideshow", kHintGallery},
    {"carousel", kHintGallery},
    {"slider", kHintGallery},
    {"swiper", kHintGallery},
    {"galerie", kHintGallery},
    {"galeria", kHintGallery},
    {"fotogaleria", kHintGallery},
    {"fotogalerie", kHintGallery},
    {"bildergalerie", kHintGallery},
    {"bildstrecke", kHintGallery},
    {"diaporama", kHintGallery},
    {"photogallery", kHintGallery},
    {"imagegallery", kHintGallery},
    {"lightbox", kHintGallery},
    {"lb", kHintGallery},
    {"gal", kHintGallery},
    {"fotostrecke", kHintGallery},
    {"slick", kHintGallery},
    {"flexslider", kHintGallery},
    {"glide", kHintGallery},
    {"splide", kHintGallery},
    {"galleria", kHintGallery},
    {"photoset", kHintGallery},
    {"slide", kHintSlide},
    {"slides", kHintSlide},
    {"slidelist", kHintSlide},
    {"related", kHintTeaser},
    {"relateds", kHintTeaser},
    {"recommended", kHintTeaser},
    {"recommendation", kHintTeaser},
    {"recommendations", kHintTeaser},
    {"recirc", kHintTeaser},
    {"recirculation", kHintTeaser},
    {"readmore", kHintTeaser},
    {"readalso", kHintTeaser},
    {"seealso", kHintTeaser},
    {"teaser", kHintTeaser},
    {"teasers", kHintTeaser},
    {"trending", kHintTeaser},
    {"popular", kHintTeaser},
    {"mostread", kHintTeaser},
    {"mostpopular", kHintTeaser},
    {"outbrain", kHintTeaser},
    {"taboola", kHintTeaser},
    {"pullout", kHintTeaser},
    {"crosslink", kHintTeaser},
    {"interlink", kHintTeaser},
    {"relatedarticles", kHintTeaser},
    {"relatedcontent", kHintTeaser},
    {"teaseimage", kHintTeaser},
    {"onward", kHintTeaser},
    {"upnext", kHintTeaser},
    {"relacionadas", kHintTeaser},
    {"relacionados", kHintTeaser},
    {"relacionado", kHintTeaser},
    {"relacionada", kHintTeaser},
    {"correlati", kHintTeaser},
    {"correlate", kHintTeaser},
    {"correlato", kHintTeaser},
    {"meistgelesen", kHintTeaser},
    {"masleidas", kHintTeaser},
    {"masleido", kHintTeaser},
    {"mestlest", kHintTeaser},
    {"luetuimmat", kHintTeaser},
    {"nejctenejsi", kHintTeaser},
    {"ajanlo", kHintTeaser},
    {"kapcsolodo", kHintTeaser},
    {"ilgili", kHintTeaser},
    {"ilgilihaber", kHintTeaser},
    {"liresaussi", kHintTeaser},
    {"lireaussi", kHintTeaser},
    {"leggianche", kHintTeaser},
    {"leiatambem", kHintTeaser},
    {"leiamais", kHintTeaser},
    {"lesenswert", kHintTeaser},
    {"vidaugiau", kHintTeaser},
    {"tinlienquan", kHintTeaser},
    {"bacajuga", kHintTeaser},
    {"lihatjg", kHintTeaser},
    {"linksisip", kHintTeaser},
    {"readnext", kHintTeaser},
    {"morestories", kHintTeaser},
    {"highlights", kHintHighlights},
    {"storyhighlights", kHintHighlights},
    {"keypoints", kHintHighlights},
    {"takeaways", kHintHighlights},
    {"keytakeaways", kHintHighlights},
    {"tldr", kHintHighlights},
    {"bulletpoints", kHintHighlights},
    {"bullets", kHintHighlights},
    {"keyfacts", kHintHighlights},
    {"articlesummary", kHintHighlights},
    {"share", kHintShare},
    {"sharing", kHintShare},
    {"social", kHintShare},
    {"sharebar", kHintShare},
    {"sharedaddy", kHintShare},
    {"addthis", kHintShare},
    {"addtoany", kHintShare},
    {"socials", kHintShare},
    {"toolbar", kHintShare},
    {"ad", kHintAd},
    {"ads", kHintAd},
    {"advert", kHintAd},
    {"advertisement", kHintAd},
    {"adslot", kHintAd},
    {"adbox", kHintAd},
    {"sponsored", kHintAd},
    {"dfp", kHintAd},
    {"adsense", kHintAd},
    {"adsbygoogle", kHintAd},
    {"werbung", kHintAd},
    {"anzeige", kHintAd},
    {"publicidad", kHintAd},
    {"pub", kHintAd},
    {"reklama", kHintAd},
    {"comment", kHintComments},
    {"comments", kHintComments},
    {"disqus", kHintComments},
    {"commentlist", kHintComments},
    {"kommentare", kHintComments},
    {"commentaires", kHintComments},
    {"commentaire", kHintComments},
    {"kommentar", kHintComments},
    {"kommentarer", kHintComments},
    {"comentario", kHintComments},
    {"comentarios", kHintComments},
    {"commenti", kHintComments},
    {"commento", kHintComments},
    {"leserbrief", kHintComments},
    {"avatar", kHintPerson | kHintIcon},
    {"gravatar", kHintPerson | kHintIcon},
    {"bio", kHintPerson},
    {"authorbox", kHintPerson | kHintBox},
    {"authorbio", kHintPerson | kHintBox},
    {"aboutauthor", kHintPerson | kHintBox},
    {"headshot", kHintPerson | kHintIcon},
    {"mugshot", kHintPerson | kHintIcon},
    {"byline", kHintPerson},
    {"contributor", kHintPerson},
    {"author", kHintPerson | kHintCredit},
    {"authors", kHintPerson},
    {"video", kHintVideo},
    {"videos", kHintVideo},
    {"player", kHintVideo},
    {"videoplayer", kHintVideo},
    {"jwplayer", kHintVideo},
    {"brightcove", kHintVideo},
    {"youtube", kHintVideo},
    {"vimeo", kHintVideo},
    {"icon", kHintIcon},
    {"icons", kHintIcon},
    {"ico", kHintIcon},
    {"logo", kHintIcon},
    {"logos", kHintIcon},
    {"emoji", kHintIcon},
    {"smiley", kHintIcon},
    {"pixel", kHintIcon},
    {"spacer", kHintIcon},
    {"sprite", kHintIcon},
    {"badge", kHintIcon},
    {"flag", kHintIcon},
    {"wpsmiley", kHintIcon},
    {"tracking", kHintIcon},
    {"favicon", kHintIcon},
    {"paywall", kHintGate},
    {"regwall", kHintGate},
    {"piano", kHintGate},
    {"metered", kHintGate},
    {"paygate", kHintGate},
    {"meter", kHintGate},
    {"barrier", kHintGate},
    {"gate", kHintGate},
    {"paid", kHintGate},
    {"premium", kHintGate},
    {"subscriber", kHintGate},
    {"newsletter", kHintPromo},
    {"newsletters", kHintPromo},
    {"subscribe", kHintPromo},
    {"subscription", kHintPromo},
    {"signup", kHintPromo},
    {"promo", kHintPromo},
    {"signature", kHintSignature},
    {"signaturecontainer", kHintSignature},
    {"sig", kHintSignature},
    {"sigcontent", kHintSignature},
    {"promotion", kHintPromo},
    {"cta", kHintPromo},
    {"donate", kHintPromo},
    {"cookiebanner", kHintPromo | kHintConsent},
    {"cookiebar", kHintPromo | kHintConsent},
    {"cookieconsent", kHintPromo | kHintConsent},
    {"cookienotice", kHintPromo | kHintConsent},
    {"cookiewall", kHintPromo | kHintConsent},
    {"cookiedescription", kHintPromo | kHintConsent},
    {"cookielaw", kHintPromo | kHintConsent},
    {"cookielawinfo", kHintPromo | kHintConsent},
    {"cookiemodal", kHintPromo | kHintConsent},
    {"cookiepopup", kHintPromo | kHintConsent},
    {"cookiepreferences", kHintPromo | kHintConsent},
    {"cookiesettings", kHintPromo | kHintConsent},
    {"dsgvo", kHintPromo | kHintConsent},
    {"rgpd", kHintPromo | kHintConsent},
    {"cmpbox", kHintPromo | kHintConsent},
    {"cmpwrapper", kHintPromo | kHintConsent},
    {"onetrust", kHintPromo | kHintConsent},
    {"didomi", kHintPromo | kHintConsent},
    {"cookiebot", kHintPromo | kHintConsent},
    {"usercentrics", kHintPromo | kHintConsent},
    {"cookie", kHintPromo},
    {"consent", kHintPromo | kHintConsent},
    {"gdpr", kHintPromo | kHintConsent},
    {"image", kHintPicture},
    {"images", kHintPicture},
    {"img", kHintPicture},
    {"photo", kHintPicture},
    {"photos", kHintPicture},
    {"picture", kHintPicture},
    {"figure", kHintPicture},
    {"media", kHintPicture},
    {"foto", kHintPicture},
    {"bild", kHintPicture},
    {"imagen", kHintPicture},
    {"thumb", kHintPicture},
    {"thumbnail", kHintPicture},
    {"featured", kHintPicture},
    {"hero", kHintPicture},
    {"title", kHintHead},
    {"head", kHintHead},
    {"headline", kHintHead},
    {"heading", kHintHead},
    {"name", kHintHead | kHintMember},
    {"titel", kHintHead},
    {"titre", kHintHead},
    {"hidden", kHintUnseen},
    {"offscreen", kHintUnseen},
    {"screenreader", kHintUnseen},
    {"sr", kHintUnseen},
    {"vh", kHintUnseen},
    {"visuallyhidden", kHintUnseen},
    {"a11y", kHintUnseen},
    {"screen", kHintUnseen},
    {"entry", kHintEntry},
    {"entries", kHintEntry},
    {"liveblog", kHintEntry},
    {"liveblogupdate", kHintEntry},
    {"keyevent", kHintEntry},
    {"ticker", kHintEntry},
    {"post", kHintEntry},
    {"update", kHintEntry},
    {"event", kHintEntry},
    {"pullquote", kHintQuote},
    {"pullquotes", kHintQuote},
    {"tweet", kHintPost},
    {"instagram", kHintPost},
    {"tiktok", kHintPost},
    {"bluesky", kHintPost},
    {"mastodon", kHintPost},
    {"dek", kHintStandfirst},
    {"deck", kHintStandfirst},
    {"standfirst", kHintStandfirst},
    {"subtitle", kHintStandfirst},
    {"subdeck", kHintStandfirst},
    {"subhead", kHintStandfirst},
    {"subheadline", kHintStandfirst},
    {"subheading", kHintStandfirst},
    {"sottotitolo", kHintStandfirst},
    {"soustitre", kHintStandfirst},
    {"untertitel", kHintStandfirst},
    {"chapo", kHintStandfirst},
    {"chapeau", kHintStandfirst},
    {"perex", kHintStandfirst},
    {"sapo", kHintStandfirst},
    {"excerpt", kHintStandfirst},
    {"desc", kHintStandfirst},
    {"description", kHintStandfirst},
    {"summary", kHintStandfirst},
    {"abstract", kHintStandfirst},
    {"lead", kHintStandfirst},
    {"lede", kHintStandfirst},
    {"intro", kHintStandfirst},
    {"introtext", kHintStandfirst},
    {"strapline", kHintStandfirst},
    {"leadtext", kHintStandfirst},
    {"headnote", kHintStandfirst},
    {"ingress", kHintStandfirst},
    {"manchet", kHintStandfirst},
    {"bajada", kHintStandfirst},
    {"entradilla", kHintStandfirst},
    {"copete", kHintStandfirst},
    {"resumen", kHintStandfirst},
    {"sommario", kHintStandfirst},
    {"occhiello", kHintStandfirst},
    {"vorspann", kHintStandfirst},
    {"textlead", kHintStandfirst},
    {"articlelead", kHintStandfirst},
    {"teasertext", kHintStandfirst},
    {"ondertitel", kHintStandfirst},
    {"underrubrik", kHintStandfirst},
    {"undertittel", kHintStandfirst},
    {"opener", kHintStandfirst},
    {"spot", kHintStandfirst},
    {"spottext", kHintStandfirst},
    {"ozet", kHintStandfirst},
    {"sapou", kHintStandfirst},
    {"lid", kHintStandfirst},
    {"lidtext", kHintStandfirst},
    {"anons", kHintStandfirst},
    {"leadin", kHintStandfirst},
    {"zajawka", kHintStandfirst},
    {"catenaccio", kHintStandfirst},
    {"sumario", kHintStandfirst},
    {"sumarios", kHintStandfirst},
    {"subtitulo", kHintStandfirst},
    {"subtitular", kHintStandfirst},
    {"linhafina", kHintStandfirst},
    {"gravata", kHintStandfirst},
    {"olho", kHintStandfirst},
    {"bajadas", kHintStandfirst},
    {"riassunto", kHintStandfirst},
    {"preamble", kHintStandfirst},
    {"preambel", kHintStandfirst},
    {"inledning", kHintStandfirst},
    {"forspann", kHintStandfirst},
    {"articlelede", kHintStandfirst},
    {"articleintro", kHintStandfirst},
    {"secondtitle", kHintStandfirst},
    {"stit", kHintStandfirst},
    {"sottotit", kHintStandfirst},
    {"inleiding", kHintStandfirst},
    {"alaotsikko", kHintStandfirst},
    {"johdanto", kHintStandfirst},
    {"wstep", kHintStandfirst},
    {"podtytul", kHintStandfirst},
    {"podtitulek", kHintStandfirst},
    {"podnadpis", kHintStandfirst},
    {"alcim", kHintStandfirst},
    {"bevezeto", kHintStandfirst},
    {"subtitlu", kHintStandfirst},
    {"ypotitlos", kHintStandfirst},
    {"altbaslik", kHintStandfirst},
    {"podzagolovok", kHintStandfirst},
    {"podzag", kHintStandfirst},
    {"pidzagolovok", kHintStandfirst},
    {"sortdec", kHintStandfirst},
    {"shortdesc", kHintStandfirst},
    {"synopsis", kHintStandfirst},
    {"subhed", kHintStandfirst},
    {"underrubrikk", kHintStandfirst},
    {"subtitel", kHintStandfirst},
    {"vorspanntext", kHintStandfirst},
    {"introduccion", kHintStandfirst},
    {"introduzione", kHintStandfirst},
    {"introducao", kHintStandfirst},
    {"ingressi", kHintStandfirst},
    {"lidi", kHintStandfirst},
    {"leadtekst", kHintStandfirst},
    {"factbox", kHintBox},
    {"factsbox", kHintBox},
    {"infobox", kHintBox},
    {"infokasten", kHintBox},
    {"faktabox", kHintBox},
    {"faktaboks", kHintBox},
    {"faktaruta", kHintBox},
    {"user", kHintMember},
    {"username", kHintMember},
    {"bigusername", kHintMember},
    {"member", kHintMember},
    {"poster", kHintMember},
    {"postername", kHintMember},
    {"postprofile", kHintMember},
    {"postleft", kHintMember},
    {"nick", kHintMember},
    {"nickname", kHintMember},
    {"person", kHintMember},
    {"creator", kHintMember},
    {"correction", kHintCorrection},
    {"corrections", kHintCorrection},
    {"clarification", kHintCorrection},
    {"cloned", kHintCopy},
    {"slideduplicate", kHintCopy},
}));

// Longest class or id value that is looked at; longer ones are lists of utility classes. 95 % of
// values are under 200.
constexpr size_t kMaxValueBytes = 1024;

// kHintWords by hash: at most half full, a word stands at its slot or in one of the next. The hash
// is of a word's length and of its first and last eight bytes, zeros behind a shorter one.
constexpr size_t kHintSlots = 1024;
constexpr size_t slot_of(uint64_t first, uint64_t last, size_t size) {
  return (first ^ last * 31 ^ size) * 0x9E3779B97F4A7C15ull >> 54;
}
static_assert(kHintSlots == 1u << (64 - 54));

constexpr uint64_t packed(std::string_view letters) {
  uint64_t number = 0;
  for (size_t i = 0; i < letters.size(); ++i)
    number |= uint64_t{static_cast<unsigned char>(letters[i])} << 8 * i;
  return number;
}

constexpr auto kHintTable = [] {
  static_assert(kHintWords.size() * 2 < kHintSlots);
  std::array<uint16_t, kHintSlots> table{};  // 1 + index into kHintWords
  for (size_t i = 0; i < kHintWords.size(); ++i) {
    const std::string_view word = kHintWords[i].word;
    const size_t behind = word.size() > 8 ? word.size() - 8 : 0;
    size_t slot = slot_of(packed(word.substr(0, 8)), packed(word.substr(behind)), word.size());
    while (table[slot] != 0) slot = (slot + 1) % kHintSlots;
    table[slot] = static_cast<uint16_t>(i + 1);
  }
  return table;
}();

// By the first two letters and the length of a word: whether any of kHintWords has the same. Nine
// words of ten end here.
constexpr size_t kStarts = 4096;
constexpr size_t start_of(const char* word, size_t size) {
  return (static_cast<size_t>(word[0]) ^ static_cast<size_t>(word[1]) << 5 ^ size << 8) % kStarts;
}
constexpr auto kHintStarts = [] {
  std::array<bool, kStarts> table{};
  for (const HintWord& row : kHintWords) table[start_of(row.word.data(), row.word.size())] = true;
  return table;
}();

// The hints of a word that begins like one of kHintWords; it stands in a buffer that has eight
// bytes more.
uint32_t look_up_word(std::string_view word) {
  const uint64_t first = EightBytes(word.data(), 8).first(word.size()).number();
  const uint64_t last =
      word.size() > 8 ? EightBytes(word.data() + word.size() - 8, 8).number() : first;
  for (size_t slot = slot_of(first, last, word.size()); kHintTable[slot] != 0;
       slot = (slot + 1) % kHintSlots) {
    const HintWord& row = kHintWords[kHintTable[slot] - 1u];
    if (row.word == word) return row.hints;
  }
  return 0;
}

// Apart from the look-up, to be part of the loop that asks: a page has 3,000 words and word pairs
// in its names, and the call alone took a twentieth of read_markup().
inline uint32_t hints_of_word(std::string_view word) {
  if (word.size() < 2 || !kHintStarts[start_of(word.data(), word.size())]) return 0;
  return look_up_word(word);
}

// What a byte becomes in a word: a small letter or a digit; 0: it parts words.
constexpr auto kWordLetters = [] {
  std::array<char, 256> table{};
  for (char c = 'a'; c <= 'z'; ++c) {
    table[static_cast<size_t>(c)] = c;
    table[static_cast<size_t>(c - 32)] = c;
  }
  for (char c = '0'; c <= '9'; ++c) table[static_cast<size_t>(c)] = c;
  return table;
}();

/// Cuts a value into words at everything but letters and digits, and where a capital follows a
/// small letter. Words that stand in one piece with the next ("visually-hidden", "key-points",
/// "pull-quote") are looked up joined as well.
uint32_t hints_of_value(std::string_view value) {
  if (value.size() > kMaxValueBytes) value = value.substr(0, kMaxValueBytes);
  uint32_t hints = 0;
  char letters[kMaxValueBytes + 8];         // the words so far in lower case, one behind the other
  size_t size = 0, word = 0, previous = 0;  // where the word and the one before it begin
  const auto finish = [&](bool ends_token) {
    const bool is_word = size > word;
    if (is_word) {
      hints |= hints_of_word({letters + word, size - word});
      if (previous < word) hints |= hints_of_word({letters + previous, size - previous});
    }
    previous = ends_token || !is_word ? size : word;
    word = size;
  };
  for (size_t i = 0; i < value.size(); ++i) {
    const char c = value[i], letter = kWordLetters[static_cast<unsigned char>(c)];
    if (letter == 0) {
      finish(c == ' ' || c == '\t' || c == '\n' || c == '\r');
      continue;
    }
    if (letter != c && size > word && is_lower(value[i - 1])) finish(false);
    letters[size++] = letter;
  }
  finish(true);
  return hints;
}

/// What the attributes of an element say.
struct ElementHints {
  uint32_t hints = 0;
  bool has_picture = false;  // data-caption, data-src or a background
};

ElementHints hints_of_element(const Document& document, NodeId id, ValueMemo<uint32_t>& known) {
  ElementHints found;
  for (const Attribute& attribute : document.attributes(id)) {
    switch (attribute.name) {
      case AttributeName::kClass:
      case AttributeName::kId:
      case AttributeName::kItemprop:
      case AttributeName::kRole:
      case AttributeName::kDataComponent:
      case AttributeName::kDataTestid:
        found.hints |= known.get(attribute.value, hints_of_value);
        break;
      case AttributeName::kDataCaption:
      case AttributeName::kDataSrc:
        found.has_picture |= !attribute.value.empty();
        break;
      case AttributeName::kStyle:
        found.has_picture |= attribute.value.find("url(") != std::string_view::npos;
        break;
      default:
        break;
    }
  }
  return found;
}

bool is_media(Tag tag) {
  switch (tag) {
    case Tag::kImg:
    case Tag::kAmpImg:
    case Tag::kFigure:
    case Tag::kNoscript:
    case Tag::kVideo:
    case Tag::kAmpVideo:
    case Tag::kIframe:
    case Tag::kAmpIframe:
    case Tag::kBlockquote:
      return true;
    default:
      return false;
  }
}

bool parts_text(Tag tag) {
  switch (tag) {
    case Tag::kA:
    case Tag::kAbbr:
    case Tag::kB:
    case Tag::kBdi:
    case Tag::kBdo:
    case Tag::kCite:
    case Tag::kCode:
    case Tag::kEm:
    case Tag::kFont:
    case Tag::kI:
    case Tag::kMark:
    case Tag::kQ:
    case Tag::kS:
    case Tag::kSmall:
    case Tag::kSpan:
    case Tag::kStrong:
    case Tag::kSub:
    case Tag::kSup:
    case Tag::kTime:
    case Tag::kU:
    case Tag::kNobr:
      return false;
    default:
      return true;
  }
}

}  // namespace

bool has_word(std::string_view value, std::span<const std::string_view> words) {
  constexpr size_t kMostBytes = 300;
  value = value.substr(0, kMostBytes);
  uint64_t sizes = 0, starts = 0;  // of the words, a bit each: most words of a value have others
  for (const std::string_view word : words) {
    sizes |= uint64_t{1} << word.size() % 64;
    starts |= uint64_t{1} << word[0] % 32;
  }
  for (size_t at = 0; at < value.size();) {
    size_t end = at;
    while (end < value.size() && is_letter(value[end]) &&
           !(end > at && is_upper(value[end]) && is_lower(value[end - 1])))
      ++end;
    if ((sizes >> (end - at) % 64 & starts >> (static_cast<unsigned char>(value[at]) % 32) & 1) !=
        0)
      for (const std::string_view word : words)
        if (word.size() == end - at && starts_with_ignoring_case(value.substr(at), word))
          return true;
    at = std::max(end, at + 1);
  }
  return false;
}

namespace {

// Ends a node without children, and all above it that end there; returns the next in order. It is
// what next_in_order() does; a second walk for the ends took another twentieth.
NodeId leave(const Document& document, NodeId id, Markup& markup) {
  const auto end = static_cast<uint32_t>(markup.in_order.size());
  while (id != kNoNode) {
    markup.end[id] = end;
    const Node& node = document.node(id);
    if (node.next != kNoNode) return node.next;
    id = node.parent;
  }
  return kNoNode;
}

}  // namespace

Markup read_markup(const Document& document) {
  Markup markup;
  const size_t count = document.node_count();
  markup.place.assign(count, 0);
  markup.end.assign(count, 0);
  markup.hints.assign(count, 0);
  markup.in_order.reserve(count);
  ValueMemo<uint32_t> known;
  for (NodeId id = kDocumentNode; id != kNoNode;) {
    markup.place[id] = static_cast<uint32_t>(markup.in_order.size());
    markup.in_order.push_back(id);
    const Node& node = document.node(id);
    if (node.kind == NodeKind::kElement) {
      ElementHints found;
      if (node.attribute_count > 0) found = hints_of_element(document, id, known);
      markup.hints[id] = found.hints;
      if (found.has_picture || is_media(node.tag)) markup.media.push_back(id);
      if ((found.hints & kHintComments) != 0) markup.comments.push_back(id);
      if (node.tag == Tag::kInput) markup.fields.push_back(id);
    }
    id = node.first_child != kNoNode ? node.first_child : leave(document, id, markup);
  }
  return markup;
}

std::string_view attribute_named(const Document& document, NodeId element, std::string_view name) {
  for (const Attribute& attribute : document.attributes(element))
    if (attribute.name_text == name) return attribute.value;
  return {};
}

std::string text_below(const Document& document, NodeId node, size_t most_bytes) {
  std::string text;
  if (document.node(node).kind == NodeKind::kText) return collapse_space(document.text(node));
  bool gap = false;
  size_t nodes_left = most_nodes_of(most_bytes);
  for (NodeId id = next_in_order(document, node, node);
       id != kNoNode && text.size() <= most_bytes && nodes_left > 0; --nodes_left) {
    const Node& here = document.node(id);
    if (here.kind == NodeKind::kElement && (is_silent(here.tag) || here.tag == Tag::kNoscript)) {
      id = next_skipping_children(document, id, node);
      continue;
    }
    if (here.kind == NodeKind::kText)
      append_collapsed(text, gap, document.text(id));
    else if (here.kind == NodeKind::kElement && parts_text(here.tag))
      gap = true;
    id = next_in_order(document, id, node);
  }
  return text;
}

NodeId ancestor_with(const Document& document, NodeId node, Tag tag, int levels) {
  for (NodeId id = node; id != kNoNode && levels >= 0; id = document.node(id).parent, --levels) {
    const Node& here = document.node(id);
    if (here.kind == NodeKind::kElement && here.tag == tag && here.space == Namespace::kHtml)
      return id;
  }
  return kNoNode;
}

bool is_silent(Tag tag) {
  switch (tag) {
    case Tag::kScript:
    case Tag::kStyle:
    case Tag::kTemplate:
    case Tag::kSelect:
    case Tag::kOption:
    case Tag::kTextarea:
    case Tag::kSvg:
    case Tag::kIframe:
    case Tag::kObject:
    case Tag::kHead:
    case Tag::kTitle:
      return true;
    default:
      return false;
  }
}

}  // namespace copydesk

// offers.cpp: is_offer_button() of phrases.h: links that ask to buy, to try or to click, which look
// like titles of stories by their length. Method: own; a button opens with a verb and what shops
// and services offer, or with a verb and ends with "now" or "for free". Headlines that open with
// such a verb go on otherwise: "Shop owners protest", "Get ready for rain".
#include <algorithm>
#include <array>
#include <span>

#include "story/phrases.h"
#include "text/text.h"

namespace copydesk {
namespace {

// In the form of fold_words(), ordered by language.
constexpr auto kStarts = std::to_array<std::string_view>({
    "check price",
    "check prices",
    "check latest price",
    "check current price",
    "check availability",
    "see price",
    "see prices",
    "see latest price",
    "see current price",
    "see it at",
    "see at",
    "see on",
    "see deal",
    "see details",
    "see all",
    "view price",
    "view prices",
    "view offer",
    "view offers",
    "view deal",
    "view all",
    "view more offers",
    "view at",
    "view on",
    "view product",
    "buy now",
    "buy on",
    "buy at",
    "buy from",
    "buy it",
    "buy here",
    "buy me a coffee",
    "shop now",
    "shop on",
    "shop at",
    "shop all",
    "shop the",
    "shop our",
    "shop this",
    "shop men s",
    "shop women s",
    "get a quote",
    "get quote",
    "get a free quote",
    "get your free",
    "get a demo",
    "get free demo",
    "get a free",
    "get started",
    "get in touch",
    "get the deal",
    "get deal",
    "get it now",
    "get it on",
    "book a demo",
    "book now",
    "book your",
    "request a demo",
    "request a quote",
    "start your free",
    "start a free",
    "start free",
    "start my",
    "sign up for",
    "sign up now",
    "sign up here",
    "sign up today",
    "subscribe to our",
    "subscribe now",
    "join our email",
    "join our newsletter",
    "join the waitlist",
    "add to cart",
    "add to compare",
    "add to basket",
    "order now",
    "order on",
    "download the",
    "download our",
    "download your",
    "download now",
    "download pdf",
    "download chart",
    "download report",
    "click here",
    "tap here",
    "read our full review",
    "read full review",
    "read the full review",
    "read entire review",
    "contact us",
    "upload your",
    "jetzt kaufen",
    "jetzt bestellen",
    "jetzt ansehen",
    "jetzt testen",
    "jetzt kostenlos",
    "jetzt anmelden",
    "jetzt abonnieren",
    "zum angebot",
    "zum shop",
    "hier klicken",
    "hier bestellen",
    "hier geht es zum",
    "newsletter abonnieren",
    "voir l offre",
    "voir le prix",
    "voir les offres",
    "acheter sur",
    "s inscrire",
    "s abonner",
    "cliquez ici",
    "ver oferta",
    "ver precio",
    "comprar en",
    "comprar ahora",
    "compra ahora",
    "haz clic",
    "haga clic",
    "vedi offerta",
    "acquista su",
    "clicca qui",
    "compre agora",
    "bekijk aanbieding",
});

constexpr auto kVerbs =
    std::to_array<std::string_view>({"try", "get", "start", "buy", "shop", "order", "book",
                                     "download", "claim", "join", "register"});
constexpr auto kEnds =
    std::to_array<std::string_view>({" now", " for free", " free here", " today"});

constexpr size_t kLongest = 120;  // bytes

bool begins_word(std::string_view folded, std::string_view start) {
  return folded.size() >= start.size() && folded.front() == start.front() &&  // of most it is not
         folded.starts_with(start) &&
         (folded.size() == start.size() || folded[start.size()] == ' ');
}

/// "tap here to see other videos from our team.": the rest of a sentence whose beginning is no
/// link.
bool is_part_of_sentence(std::string_view title) {
  return !title.empty() && title.front() >= 'a' && title.front() <= 'z' && ends_sentence(title) &&
         title.find(' ') != title.npos;
}

}  // namespace

bool is_offer_button(std::string_view title) {
  title = trim_space(title);
  if (is_part_of_sentence(title)) return true;
  if (title.size() > kLongest) return false;
  FoldRoom room;
  const std::string_view folded = room.words(title);
  const auto opens = [&](std::string_view start) { return begins_word(folded, start); };
  const auto closes = [&](std::string_view end) { return folded.ends_with(end); };
  return std::ranges::any_of(kStarts, opens) ||
         (std::ranges::any_of(kVerbs, opens) && std::ranges::any_of(kEnds, closes));
}

}  // namespace copydesk

// stand_in.cpp: pages that servers show in the place of others (stand_in_note of stand_in.h).
// Method: own; set phrases in the title or in a short text. Of 2,930 labelled pages one is such a
// wall, and none is named wrongly.
#include "story/stand_in.h"

#include <algorithm>
#include <array>

#include "text/text.h"

namespace copydesk {
namespace {

// Bytes of a text that may be such a page's: of a wall with a phrase in it, of one whose title says
// it, of a page about an error.
constexpr size_t kMostWithPhrase = 2000, kMostWithTitle = 600, kMostOfError = 1000;

// Folded: small letters, words parted by one space.
constexpr auto kWallTitles = std::to_array<std::string_view>({
    "just a moment",
    "one more step",
    "please wait",
    "attention required",
    "access denied",
    "access to this page has been denied",
    "pardon our interruption",
    "request blocked",
    "security check",
    "security verification",
    "human verification",
    "bot verification",
    "checking your browser",
    "are you a robot",
    "are you human",
    "robot or human",
    "verify you are human",
    "nur einen moment",
    "einen moment bitte",
    "sicherheitsprüfung",
    "sicherheitsabfrage",
    "zugriff verweigert",
    "un instant",
    "vérification de sécurité",
    "accès refusé",
    "un momento",
    "acceso denegado",
    "accesso negato",
    "acesso negado",
    "проверка безопасности",
    "доступ запрещен",
    "доступ запрещён",
});

constexpr auto kWallPhrases = std::to_array<std::string_view>({
    "checking your browser before",
    "checking if the site connection is secure",
    "verify you are human",
    "verify you are a human",
    "verify that you are human",
    "verify that you are a human",
    "verifying you are human",
    "confirm you are human",
    "confirm that you are human",
    "prove you are human",
    "you are not a robot",
    "you re not a robot",
    "you are not a bot",
    "you re not a bot",
    "i m not a robot",
    "unusual traffic from your",
    "enable javascript and cookies to continue",
    "you have been blocked",
    "your request has been blocked",
    "your access has been blocked",
    "you don t have permission to access",
    "complete the security check",
    "complete the captcha",
    "solve the captcha",
    "review the security of your connection",
    "performing security verification",
    "kein roboter sind",
    "sie ein mensch sind",
    "que vous n êtes pas un robot",
    "que vous êtes humain",
    "que no eres un robot",
    "che non sei un robot",
    "que você não é um robô",
    "что вы не робот",
});

// At the begin or the end of a title: "404 Not Found", "Oops! Page not found".
constexpr auto kErrors = std::to_array<std::string_view>({
    "404",
    "404 error",
    "error 404",
    "fehler 404",
    "erreur 404",
    "not found",
    "page unavailable",
    "page not available",
    "page doesn t exist",
    "page does not exist",
    "bad gateway",
    "service unavailable",
    "internal server error",
    "gateway time out",
    "gateway timeout",
    "seite nicht gefunden",
    "seite existiert nicht",
    "page non trouvée",
    "page introuvable",
    "página no encontrada",
    "página não encontrada",
    "pagina non trovata",
    "pagina niet gevonden",
    "nie znaleziono strony",
    "strona nie istnieje",
    "strona nie została znaleziona",
    "siden finnes ikke",
    "siden blev ikke fundet",
    "sidan hittades inte",
    "sivua ei löytynyt",
    "stránka nenalezena",
    "az oldal nem található",
    "sayfa bulunamadı",
    "страница не найдена",
    "ページが見つかりません",
    "页面不存在",
    "找不到页面",
});

bool is_challenge(std::string_view title, std::string_view text) {
  const auto says = [&](std::string_view phrase) {
    return text.find(phrase) != text.npos || title.find(phrase) != title.npos;
  };
  return std::ranges::any_of(kWallPhrases, says) ||
         (text.size() <= kMostWithTitle &&
          std::ranges::find(kWallTitles, title) != kWallTitles.end());
}

bool is_error_page(std::string_view title, std::string_view text) {
  return text.size() <= kMostOfError && std::ranges::any_of(kErrors, [&](std::string_view error) {
           return title == error || title.starts_with(std::string(error) + ' ') ||
                  title.ends_with(' ' + std::string(error));
         });
}

}  // namespace

std::optional<Note> stand_in_note(const Story& story) {
  if (story.text.size() > kMostWithPhrase) return {};
  const std::string title = fold_words(story.title), text = fold_words(story.text);
  if (is_challenge(title, text))
    return Note{"challenge", "a check of the visitor or a refusal, not the page itself"};
  if (is_error_page(title, text))
    return Note{"error-page", "what a server says that has no such page or failed"};
  return {};
}

}  // namespace copydesk

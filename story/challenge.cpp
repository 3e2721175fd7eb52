// challenge.cpp: pages that stand before the page that was asked for (is_challenge of challenge.h).
// Method: own; set phrases in the title or in a short text. No labelled page of 2,930 is named
// wrongly; one of them is such a wall.
#include "story/challenge.h"

#include <algorithm>
#include <array>

#include "text/text.h"

namespace copydesk {
namespace {

// Bytes of a text that may be a wall's: one with a phrase in it, one whose title says it.
constexpr size_t kMostWithPhrase = 2000, kMostWithTitle = 600;

// Folded: small letters, words parted by one space.
constexpr auto kTitles = std::to_array<std::string_view>({
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

constexpr auto kPhrases = std::to_array<std::string_view>({
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

}  // namespace

bool is_challenge(const Story& story) {
  if (story.text.size() > kMostWithPhrase) return false;
  const std::string title = fold_words(story.title), text = fold_words(story.text);
  const auto says = [&](std::string_view phrase) {
    return text.find(phrase) != text.npos || title.find(phrase) != title.npos;
  };
  return std::ranges::any_of(kPhrases, says) ||
         (story.text.size() <= kMostWithTitle &&
          std::ranges::find(kTitles, title) != kTitles.end());
}

}  // namespace copydesk

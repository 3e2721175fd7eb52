// phrases.h: the words with which pages label their own furniture: "Hide Caption", "Weiterlesen",
// "Publicité". One table for all languages; a line is compared as a whole or by its beginning.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace copydesk {

/// What a set phrase of a page stands for.
enum class Phrase : uint8_t {
  kNone,
  kHighlights,     // heading of key points: "Story highlights", "Das Wichtigste in Kürze"
  kGallery,        // heading of a gallery: "Photos", "Fotostrecke", "En images"
  kCaptionToggle,  // "Hide Caption", "Bildunterschrift ausblenden"
  kSlideControl,   // "Next slide", "Full screen", "Vorheriges Bild"
  kReadMore,       // "Read more", "Weiterlesen"
  kAdvertisement,  // "Advertisement", "Anzeige", "Publicidad"
  kRelated,        // "Related articles", "Lesen Sie auch", "Mehr zum Thema"
  kShare,          // "Share this", "Auf Facebook teilen", "Drucken"
  kNewsletter,     // "Sign up for our newsletter"
  kComments,       // "Leave a comment", "Kommentare"
  kCredit,         // "Photo credit", "Foto", "Bild", "Crédit photo": opens a credit
  kCaptionLabel,   // "Image caption", "Bildunterschrift", "Légende"
  kPublished,      // "Published", "Veröffentlicht am", "Publié le": opens a time
  kUpdated,        // "Updated", "Stand", "Mis à jour le": opens a time
  kVideo,          // "Video", "Play video", "Im Video": a player, or opens its title
  kAccount,        // "Log in", "Subscribe", "Jetzt registrieren"
  kNavigation,     // "Skip to content", "Menu", "Startseite"
  kLegal,          // "Privacy policy", "Impressum", "All rights reserved"
  kTags,           // "Topics", "Schlagwörter"
  kCorrection      // "Correction", "Editor's note", "Korrektur": opens a correction
};

/// What a whole line says, or kNone; case, punctuation, arrows and spaces around do not count.
/// Lines longer than any phrase cost nothing. Threads: safe.
/// Example: phrase_of("» Hide Caption") is Phrase::kCaptionToggle.
Phrase phrase_of(std::string_view line);

/// Whether a line opens with a phrase of this kind, at a word's end; `length` is then the bytes of
/// the phrase and of the colon, dash or white space behind it, else 0. The longest phrase wins.
/// Example: opens_phrase("Photos: A day", Phrase::kGallery, n) is true, n is 8.
bool opens_phrase(std::string_view line, Phrase kind, size_t& length);

/// The same, and a colon, a dash or a bar must part the phrase from what follows ("Foto: dpa", not
/// "Foto einer Frau").
bool opens_label(std::string_view line, Phrase kind, size_t& length);

}  // namespace copydesk

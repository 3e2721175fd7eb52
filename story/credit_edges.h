// credit_edges.h: what stands around the name in a credit and is none of it. Part of credits.cpp.
#pragma once

#include <cstddef>
#include <string_view>

namespace copydesk {

/// The length of the number of a slide that a credit opens with: "Bild 1 von 4 © Lee"; 0: none.
size_t opening_counter(std::string_view text);

/// A credit that two elements told, once: "Lee/AFP Lee/AFP", "Lee/AFP | Lee"; no name as "Boing
/// Boing".
std::string_view told_once(std::string_view credit);

/// A name without the address of mail behind it: "Ana Ruiz aruiz@herald.example".
std::string_view without_address(std::string_view credit);

/// The length of the label of a credit that has no mark behind it, in a text that is a credit as a
/// whole: "Credit Ana Ruiz / The Herald". 0: none.
size_t silent_label(std::string_view credit);

}  // namespace copydesk

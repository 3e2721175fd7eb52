// damage.h: bytes with some of them changed; for tests that damage what they have.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace copydesk {

/// Eight small changes: bytes set, left out, doubled, marks of HTML and JSON put in, bytes of
/// `other` put in. The same for the same seed, on every machine.
std::string damaged(std::string bytes, uint32_t seed, std::string_view other = {});

}  // namespace copydesk

// digest.h: whether a record holds the bytes that its digests were made of.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "input/archive.h"

namespace copydesk {

/// The digest of bytes in small hexadecimal letters: of "md5", "sha1" or "sha256"; empty for
/// others.
std::string hex_digest(std::string_view algorithm, std::string_view bytes);

/// Whether a digest as WARC headers write it ("sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ": base32 or
/// hexadecimal) is that of bytes; nothing where that cannot be told, of other algorithms and forms.
std::optional<bool> fits_digest(std::string_view digest, std::string_view bytes);

/// What is wrong with the digests of a record, a sentence for people; empty: nothing, or nothing
/// that could be told. WARC-Payload-Digest counts where there is no WARC-Block-Digest: crawlers
/// make it of the body with its chunks, without them, or of what was compressed; any of these will
/// do. Cost: all bytes of the body, a few times over.
std::string digest_fault(const Record& record, const InputLimits& limits);

}  // namespace copydesk

// claims_inner.h: what the readers of claims share. Inner header of story/.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "story/claims.h"

namespace copydesk {

/// The text below an element, white space folded, at most `most_bytes` of it, of at most
/// `most_nodes_of` them nodes; scripts and styles left out.
std::string short_text_below(const Document& document, NodeId element, size_t most_bytes = 2000);

/// Adds a claim; nothing when the value is empty but for white space.
void add_claim(Claims& claims, ClaimField field, ClaimSource source, std::string_view value,
               std::string_view key, NodeId node, ByteRange page);

/// Notes that a limit was hit, once a page.
void note_limit(Claims& claims, std::string_view code);

/// The range of an attribute's value in the page.
ByteRange range_of(const Document& document, NodeId element, AttributeName name);

/// Reads one <meta>. Cost: one look-up in a sorted table.
void read_meta(const Document& document, NodeId meta, Claims& claims);

/// Reads the itemprop and property attributes of `elements`, which are all that have some, in
/// document order. Cost: linear; at most 4,000 attributes are followed.
void read_microdata(const Document& document, std::span<const NodeId> elements, Claims& claims);

/// The address that a page gives for itself (canonical link, og:url), or an empty view: it stands
/// in for the address of a page that came without one. Lifetime: views `claims`.
std::string_view declared_address(const Claims& claims);

/// The host of an address without "www.", or an empty view.
std::string_view host_of(std::string_view url);

/// The region that a host's top-level domain names ("de" gives "DE", "co.uk" gives "GB"), or an
/// empty string.
std::string region_of_host(std::string_view url);

}  // namespace copydesk

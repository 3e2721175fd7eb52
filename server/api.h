// api.h: the parts of the HTTP API. For server/ only.
#pragma once

#include <string>
#include <string_view>

#include "server/reader_state.h"

namespace copydesk {

HttpResponse json_response(int status, std::string body);

/// What went wrong, as JSON; 429 and 503 say when to come again.
HttpResponse problem(int status, std::string_view code, std::string_view detail);

/// Pages that are read at a time: each may hold a page of 32 MB and its tree, and more would be
/// more memory than time won.
constexpr unsigned kExtractionsAtOnce = 4;

/// Pages sent by POST -> their stories.
HttpResponse answer_extract(const HttpRequest& request, Reader::State& state);
HttpResponse answer_batch(const HttpRequest& request, Reader::State& state);

HttpResponse answer_metrics(Archive& archive, const Reader::State& state);

std::string_view openapi();

}  // namespace copydesk

// rank.cpp: BM25 over the columns of the full-text index, as a function of FTS5.
// Method: Robertson and Zaragoza's BM25 with FTS5's constants, so that bm25(search, 8, 3, 1, 1, 2)
// ranks alike for other tools. Ours and not FTS5's own because that reads every occurrence of every
// phrase in the archive before the first story is ranked: 50 ms for two frequent words side by side
// in 100,000 stories. Here one phrase alone needs no such weight, and of several each is told from
// its first kSampledStories. Not here: which stories are ranked (search.cpp).
#include "corpus/rank.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace copydesk {
namespace {

// A word of the headline counts for eight of the body. Order of the columns as in schema.cpp.
constexpr double kWeights[5] = {8.0, 3.0, 1.0, 1.0, 2.0};
constexpr double kSaturation = 1.2, kLengthShare = 0.75;  // FTS5's k1 and b
// How rare a phrase is, is told from so many of its stories and how far apart they lie: the first
// 2,000 of a word that is in every second story cost 1 ms, all 50,000 of them 25.
constexpr int64_t kSampledStories = 2000;

// What one query needs of the whole archive.
struct QueryFacts {
  double mean_length = 1;
  std::vector<double> rarities;  // by phrase
};

struct Sample {
  int64_t count = 0;
  int64_t last = 0;
};

int take_sample(const Fts5ExtensionApi* api, Fts5Context* context, void* data) {
  auto* sample = static_cast<Sample*>(data);
  sample->last = api->xRowid(context);
  return ++sample->count < kSampledStories ? SQLITE_OK : SQLITE_DONE;
}

int find_rarity(const Fts5ExtensionApi* api, Fts5Context* context, int phrase, double stories,
                double& rarity) {
  Sample sample;
  const int code = api->xQueryPhrase(context, phrase, &sample, take_sample);
  if (code != SQLITE_OK) return code;
  auto having = static_cast<double>(sample.count);
  if (sample.count == kSampledStories && sample.last > 0)  // numbers rise without gaps
    having = std::min(stories, having * stories / static_cast<double>(sample.last));
  rarity = std::max(std::log((stories - having + 0.5) / (having + 0.5)), 1e-6);
  return SQLITE_OK;
}

int find_facts(const Fts5ExtensionApi* api, Fts5Context* context, QueryFacts& facts) {
  sqlite3_int64 stories = 0, words = 0;
  int code = api->xRowCount(context, &stories);
  if (code == SQLITE_OK) code = api->xColumnTotalSize(context, -1, &words);
  if (stories > 0 && words > 0)
    facts.mean_length = static_cast<double>(words) / static_cast<double>(stories);
  const int phrases = api->xPhraseCount(context);
  facts.rarities.assign(static_cast<size_t>(phrases), 1.0);  // of one alone it changes no order
  for (int i = 0; i < phrases && phrases > 1 && code == SQLITE_OK; ++i)
    code = find_rarity(api, context, i, static_cast<double>(stories), facts.rarities[i]);
  return code;
}

int facts_of(const Fts5ExtensionApi* api, Fts5Context* context, const QueryFacts*& facts) {
  facts = static_cast<const QueryFacts*>(api->xGetAuxdata(context, 0));
  if (facts) return SQLITE_OK;
  auto made = std::make_unique<QueryFacts>();
  if (const int code = find_facts(api, context, *made); code != SQLITE_OK) return code;
  facts = made.get();
  return api->xSetAuxdata(context, made.release(),
                          [](void* old) { delete static_cast<QueryFacts*>(old); });
}

int count_phrase(const Fts5ExtensionApi* api, Fts5Context* context, int phrase, double& weighted) {
  Fts5PhraseIter at;
  int column = 0, place = 0;
  int code = api->xPhraseFirst(context, phrase, &at, &column, &place);
  for (; code == SQLITE_OK && column >= 0; api->xPhraseNext(context, &at, &column, &place))
    weighted += kWeights[std::min(column, 4)];
  return code;
}

int find_rank(const Fts5ExtensionApi* api, Fts5Context* context, double& rank) {
  const QueryFacts* facts = nullptr;
  int code = facts_of(api, context, facts);
  int words = 0;
  if (code == SQLITE_OK) code = api->xColumnSize(context, -1, &words);
  if (code != SQLITE_OK) return code;
  const double length = static_cast<double>(words) / facts->mean_length;
  for (size_t i = 0; i < facts->rarities.size() && code == SQLITE_OK; ++i) {
    double weighted = 0;
    code = count_phrase(api, context, static_cast<int>(i), weighted);
    rank -= facts->rarities[i] * weighted * (kSaturation + 1) /
            (weighted + kSaturation * (1 - kLengthShare + kLengthShare * length));
  }
  return code;
}

void rank_function(const Fts5ExtensionApi* api, Fts5Context* context, sqlite3_context* result, int,
                   sqlite3_value**) {
  double rank = 0;
  const int code = find_rank(api, context, rank);
  code == SQLITE_OK ? sqlite3_result_double(result, rank) : sqlite3_result_error_code(result, code);
}

}  // namespace

Result<void> register_rank_function(Database& database) {
  CD_TRY(fts5_api * api, full_text_api(database));
  const int code = api->xCreateFunction(api, "copydesk_rank", nullptr, rank_function, nullptr);
  if (code != SQLITE_OK) return sqlite_error(database.handle(), code, "archive");
  return {};
}

}  // namespace copydesk

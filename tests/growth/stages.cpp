// stages.cpp: every step of the way of a page, the commands for people, and an archive with its
// search, each as something that can be run again and again.
#include "tests/growth/stages.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>

#include "cli/cli.h"
#include "output/output.h"
#include "text/text.h"

namespace copydesk {
namespace {

template <typename Read>
Stage text_stage(std::string name, Read read) {
  return {"text " + std::move(name),
          [read](Material& of) { read(std::string_view(of.page.text)); }};
}

// A command of the program on the file, its output thrown away.
Stage command_stage(std::vector<std::string> words) {
  std::string name = words[0] + (words.size() > 1 ? " " + words[1] : "");
  return {std::move(name), [words](Material& of) {
            std::vector<std::string> all = words;
            all.push_back(of.path);
            std::fflush(stdout);
            const int kept = ::dup(STDOUT_FILENO), null = ::open("/dev/null", O_WRONLY);
            ::dup2(null, STDOUT_FILENO);
            (void)run_command_line(all);
            ::dup2(kept, STDOUT_FILENO);
            ::close(kept);
            ::close(null);
          }};
}

void append_engine_stages(std::vector<Stage>& stages) {
  stages.push_back({"decode", [](Material& of) { (void)decode_page(of.bytes); }});
  stages.push_back({"parse", [](Material& of) {
                      if (of.is_html()) (void)parse_html(of.page.text);
                    }});
  stages.push_back({"cut", [](Material& of) {
                      if (of.is_html())
                        (void)cut_blocks(of.document);
                      else
                        (void)cut_lines(of.page.text);
                    }});
  stages.push_back({"choose", [](Material& of) {
                      choose_blocks(of.list, of.is_html() ? &of.document : nullptr);
                    }});
  stages.push_back({"story", [](Material& of) { (void)read_story(of.page); }});
  stages.push_back(
      {"provenance", [](Material& of) { (void)read_story(of.page, {.provenance = true}); }});
  stages.push_back({"archive",
                    [](Material& of) {
                      (void)prepare_input(of.story, {"", of.page.text, "html"});
                    },
                    true});
}

void append_text_stages(std::vector<Stage>& stages) {
  using View = std::string_view;
  stages.push_back(text_stage("dates", [](View text) { (void)find_dates(text); }));
  stages.push_back(text_stage("when", [](View text) { (void)parse_when(text); }));
  stages.push_back(text_stage("byline", [](View text) { (void)parse_byline(text); }));
  stages.push_back(text_stage("dateline", [](View text) { (void)find_dateline(text); }));
  stages.push_back(text_stage("phrase", [](View text) { (void)phrase_of(text); }));
  stages.push_back(text_stage("agency", [](View text) { (void)agency_credit(text); }));
  stages.push_back(text_stage("escapes", [](View text) { (void)mend_double_escapes(text); }));
  stages.push_back(text_stage("fold", [](View text) { (void)fold_words(text); }));
  stages.push_back(text_stage("sentence end", [](View text) { (void)ends_sentence(text); }));
  stages.push_back(text_stage("language", [](View text) { (void)detect_language(text, {}); }));
}

std::vector<Stage> page_stages() {
  std::vector<Stage> stages;
  append_engine_stages(stages);
  append_text_stages(stages);
  for (const Format& format : formats())
    stages.push_back({"write " + std::string(format.name), [&format](Material& of) {
                        std::string out;
                        format.make({.provenance = true})->document(of.story, out);
                      }});
  stages.push_back(command_stage({"explain"}));
  for (const char* what : {"tokens", "tree", "blocks", "features"})
    stages.push_back(command_stage({"show", what}));
  return stages;
}

std::vector<Stage> input_stages() {
  return {{"input",
           [](Material& of) {
             PageReader reader = PageReader::over(memory_source(of.bytes), "growth");
             for (auto next = reader.next(); next.is_ok() && next.value();) next = reader.next();
           }},
          command_stage({"check"})};
}

// ---------------- archives

void remove_archive(const std::string& path) {
  for (const char* suffix : {"", "-wal", "-shm", "-writer"}) std::filesystem::remove(path + suffix);
}

// "path of the address|title|text|publisher|day"
PreparedInput input_of(std::string_view line, size_t number) {
  std::string parts[5];
  for (std::string& part : parts) {
    const size_t end = std::min(line.find('|'), line.size());
    part = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  Story story;
  story.source.path = std::to_string(number);
  story.source.kind = "html";
  story.url = "http://e.example/" + parts[0];
  story.title = parts[1];
  story.publisher = parts[3];
  story.language = "en";
  story.page_type = "article";
  story.published = {parts[4], "day", "", ""};
  story.body.emplace_back().text = parts[2];
  story.text = text_of(story.body);
  const std::string page = std::to_string(number);
  return prepare_input(story, {story.url, page, "html"});
}

std::vector<PreparedInput> inputs_of(std::string_view bytes) {
  std::vector<PreparedInput> inputs;
  while (!bytes.empty()) {
    const size_t end = std::min(bytes.find('\n'), bytes.size());
    inputs.push_back(input_of(bytes.substr(0, end), inputs.size()));
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
  }
  return inputs;
}

Archive filled(const std::string& path, const std::vector<PreparedInput>& inputs) {
  remove_archive(path);
  Archive archive = std::move(Archive::open(path, Archive::Access::kWrite)).value();
  for (const PreparedInput& input : inputs) CD_CHECK(archive.add(input).is_ok());
  CD_CHECK(archive.commit().is_ok());
  return archive;
}

Stage search_stage(std::string name, std::string query,
                   SearchRequest::Order order = SearchRequest::Order::kBest) {
  return {"search " + std::move(name), [query, order](Material& of) {
            CD_CHECK(of.archive->search({.query = query, .order = order}).is_ok());
          }};
}

std::string many(std::string_view unit, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += unit;
  return all;
}

void append_search_stages(std::vector<Stage>& stages) {
  using Order = SearchRequest::Order;
  stages.push_back(search_stage("nothing", ""));
  stages.push_back(search_stage("newest", "", Order::kNewest));
  stages.push_back(search_stage("one word", "bridge"));
  stages.push_back(search_stage("oldest", "bridge", Order::kOldest));
  stages.push_back(search_stage("absent", "walrus"));
  stages.push_back(search_stage("begin", "b*"));
  stages.push_back(search_stage("begins", many("b* q* t* ", 30)));
  stages.push_back(search_stage("phrase", "\"the bridge\""));
  stages.push_back(search_stage("long phrase", '"' + many("bridge ", 64) + '"'));
  stages.push_back(search_stage("phrase begin", "\"the bri\"*"));
  stages.push_back(search_stage("same words", many("bridge ", 64)));
  stages.push_back(search_stage("or", many("bridge OR quay OR ", 32) + "boat"));
  stages.push_back(search_stage("or or", many("OR ", 64)));
  stages.push_back(search_stage("without", "-bridge"));
  stages.push_back(search_stage("withouts", "the " + many("-walrus -boat ", 30)));
  stages.push_back(search_stage("title", "title:bridge"));
  stages.push_back(search_stage("fields", many("title:bridge text:quay by:ana ", 20)));
  stages.push_back(search_stage("publisher", "publisher:quay"));
  stages.push_back(search_stage("facets", many("publisher:quay after:2001 before:2030 ", 20)));
  stages.push_back(search_stage("no facets", many("-publisher:post ", 60)));
  stages.push_back(search_stage("unspaced", "\u6771\u4EAC\u90FD"));
  stages.push_back(search_stage("letters", many("\u6771", 64)));
  stages.push_back(search_stage("marks", many("\"*-:( ", 600)));
  stages.push_back(search_stage("over long", many("bridge", 5000)));
}

std::vector<Stage> story_stages() {
  std::vector<Stage> stages;
  stages.push_back({"add", [](Material& of) {
                      const std::string path = of.path + ".added";
                      (void)filled(path, of.inputs);
                      remove_archive(path);
                    }});
  stages.push_back({"verify", [](Material& of) { CD_CHECK(of.archive->verify().is_ok()); }});
  stages.push_back({"stats", [](Material& of) { CD_CHECK(of.archive->stats().is_ok()); }});
  stages.push_back({"copies", [](Material& of) { CD_CHECK(of.archive->copies(1).is_ok()); }});
  stages.push_back({"versions", [](Material& of) { CD_CHECK(of.archive->versions(1).is_ok()); }});
  stages.push_back({"strangest", [](Material& of) { CD_CHECK(of.archive->strangest(9).is_ok()); }});
  stages.push_back({"visit", [](Material& of) {
                      const auto pass = [](const StoryLine&, Story&) -> Result<void> { return {}; };
                      CD_CHECK(of.archive->visit({.query = "the"}, pass).is_ok());
                    }});
  append_search_stages(stages);
  return stages;
}

}  // namespace

std::unique_ptr<Material> material_of(std::string bytes, Kind kind) {
  auto material = std::make_unique<Material>();
  material->bytes = std::move(bytes);
  material->path = "/tmp/copydesk-growth-" + std::to_string(::getpid());
  if (kind == Kind::kStories) {
    material->inputs = inputs_of(material->bytes);
    material->archive = filled(material->path, material->inputs);
    return material;
  }
  (void)write_file_atomically(material->path, material->bytes);
  if (kind == Kind::kInput) return material;
  material->page = decode_page(material->bytes);
  if (material->is_html()) {
    material->document = parse_html(material->page.text);
    material->list = cut_blocks(material->document);
  } else {
    material->list = cut_lines(material->page.text);
  }
  material->story = read_story(material->page, {.provenance = true});
  std::string record;
  append_story_json(record, material->story, {.provenance = true});
  material->story_bytes = record.size();
  return material;
}

Material::~Material() {
  archive.reset();
  remove_archive(path);
}

std::vector<Stage> stages_of(Kind kind) {
  return kind == Kind::kPage    ? page_stages()
         : kind == Kind::kInput ? input_stages()
                                : story_stages();
}

}  // namespace copydesk

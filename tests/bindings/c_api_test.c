/* c_api_test.c: the C interface as a C program sees it: one page, an archive with damage, record
 * batches, wrong use, two threads. Prints each check that fails; exit 1 if any did.
 *
 *     test_c_api examples/pages
 */
#include <copydesk.h>
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failures = 0;

#define CHECK(condition)                                                      \
  do {                                                                        \
    if (!(condition)) {                                                       \
      fprintf(stderr, "%s:%d: failed: %s\n", __FILE__, __LINE__, #condition); \
      ++failures;                                                             \
    }                                                                         \
  } while (0)

static const char kPage[] =
    "<html><head><title>Bridge closes</title></head><body><article><h1>Bridge closes</h1>"
    "<p>The bridge over the river closes on Monday for six weeks, the city council said.</p>"
    "<p>A crack was found in the main cable during an inspection, the engineers said.</p>"
    "</article></body></html>";

static copydesk_options options_of(const char* format) {
  copydesk_options options = {0};
  options.size = sizeof options;
  options.format = format;
  return options;
}

static void a_page_becomes_a_json_record(void) {
  copydesk_text record = {0};
  copydesk_error error = {0};
  CHECK(copydesk_extract(kPage, strlen(kPage), NULL, &record, &error) == COPYDESK_OK);
  CHECK(record.size == strlen(record.data));
  CHECK(record.data[0] == '{');
  CHECK(strstr(record.data, "\"title\":\"Bridge closes\"") != NULL);
  CHECK(strstr(record.data, "main cable") != NULL);
  copydesk_text text = {0};
  CHECK(copydesk_convert(record.data, record.size, "md", &text, &error) == COPYDESK_OK);
  CHECK(strncmp(text.data, "# Bridge closes", 15) == 0);
  copydesk_free(&text);
  copydesk_free(&record);
  CHECK(record.data == NULL);
  copydesk_free(&record);
}

static void a_record_holds_only_the_fields_that_were_asked_for(void) {
  copydesk_options options = options_of(NULL);
  copydesk_text record = {0};
  copydesk_error error = {0};
  options.fields = "text,title";
  CHECK(copydesk_extract(kPage, strlen(kPage), &options, &record, &error) == COPYDESK_OK);
  CHECK(strncmp(record.data, "{\"title\":\"Bridge closes\",\"text\":\"The bridge", 42) == 0);
  CHECK(strstr(record.data, "\"body\"") == NULL);
  copydesk_free(&record);
  options.fields = "text,headline";
  CHECK(copydesk_extract(kPage, strlen(kPage), &options, &record, &error) == COPYDESK_USAGE);
  CHECK(strcmp(error.detail, "no such field: headline") == 0);
}

static void lines_hold_the_text_and_what_else_was_asked_for(void) {
  copydesk_options options = options_of("lines");
  copydesk_text all = {0}, text = {0};
  CHECK(copydesk_extract(kPage, strlen(kPage), &options, &all, NULL) == COPYDESK_OK);
  options.fields = "text";
  CHECK(copydesk_extract(kPage, strlen(kPage), &options, &text, NULL) == COPYDESK_OK);
  CHECK(strncmp(text.data, "The bridge", 10) == 0);
  CHECK(strcmp(text.data, all.data) == 0);
  copydesk_free(&all);
  copydesk_free(&text);
}

static void no_bytes_give_an_empty_record(void) {
  copydesk_text record = {0};
  CHECK(copydesk_extract(NULL, 0, NULL, &record, NULL) == COPYDESK_OK);
  CHECK(strstr(record.data, "\"code\":\"empty\"") != NULL);
  copydesk_free(&record);
}

static void the_format_and_the_address_are_options(void) {
  copydesk_options options = options_of("md");
  options.url = "https://news.example/a/b";
  copydesk_text text = {0};
  const char* page =
      "<article><h1>T</h1><p>See <a href='c'>the other story</a> of the same day, "
      "which tells what happened before.</p></article>";
  CHECK(copydesk_extract(page, strlen(page), &options, &text, NULL) == COPYDESK_OK);
  CHECK(strstr(text.data, "(https://news.example/a/c)") != NULL);
  copydesk_free(&text);
}

static void wrong_use_is_told_and_gives_nothing(void) {
  copydesk_options options = options_of("docx");
  copydesk_text text = {0};
  copydesk_error error = {0};
  CHECK(copydesk_extract(kPage, strlen(kPage), &options, &text, &error) == COPYDESK_USAGE);
  CHECK(error.code == COPYDESK_USAGE);
  CHECK(strcmp(error.detail, "no such format: docx") == 0);
  CHECK(text.data == NULL);
  options = options_of(NULL);
  options.page_bytes = 10;
  CHECK(copydesk_extract(kPage, strlen(kPage), &options, &text, &error) == COPYDESK_TOO_LARGE);
  CHECK(copydesk_convert("[1", 2, "md", &text, &error) == COPYDESK_DAMAGED);
  CHECK(copydesk_open("/nonexistent.warc", NULL, &error) == NULL);
  CHECK(error.code == COPYDESK_NOT_FOUND);
  CHECK(strcmp(copydesk_error_name(COPYDESK_TOO_LARGE), "too-large") == 0);
  CHECK(strcmp(copydesk_error_name(-5), "unknown") == 0);
}

static void a_null_that_has_to_be_something_is_told(void) {
  copydesk_text text;
  copydesk_error error;
  copydesk_entry entry;
  CHECK(copydesk_extract(NULL, 5, NULL, &text, &error) == COPYDESK_USAGE);
  CHECK(text.data == NULL);
  CHECK(copydesk_extract(kPage, strlen(kPage), NULL, NULL, &error) == COPYDESK_USAGE);
  CHECK(copydesk_convert(NULL, 2, "md", &text, &error) == COPYDESK_USAGE);
  CHECK(copydesk_schema(NULL, NULL) == COPYDESK_USAGE);
  CHECK(copydesk_open_memory(NULL, 3, "a", NULL, &error) == NULL && error.code == COPYDESK_USAGE);
  CHECK(copydesk_next(NULL, &entry, &error) == COPYDESK_USAGE);
  CHECK(copydesk_report(NULL, &text, &error) == COPYDESK_USAGE);
  CHECK(copydesk_rejects(NULL, &text, &error) == COPYDESK_USAGE);
  CHECK(copydesk_read_arrow(NULL, "title", 0, NULL, &error) == COPYDESK_USAGE);
  CHECK(copydesk_records_arrow(kPage, 1, "title", 0, NULL, &error) == COPYDESK_USAGE);
  copydesk_close(NULL);
}

static void versions_and_schema_are_there(void) {
  copydesk_text schema = {0};
  CHECK(copydesk_schema_version() >= 1);
  CHECK(strchr(copydesk_version(), '.') != NULL);
  CHECK(copydesk_schema(&schema, NULL) == COPYDESK_OK);
  CHECK(strstr(schema.data, "\"schema_version\"") != NULL);
  copydesk_free(&schema);
}

static void a_damaged_archive_gives_its_stories_and_its_losses(const char* path) {
  copydesk_error error = {0};
  copydesk_reader* reader = copydesk_open(path, NULL, &error);
  CHECK(reader != NULL);
  if (!reader) return;
  int stories = 0, rejects = 0;
  copydesk_entry entry;
  while (copydesk_next(reader, &entry, &error) == COPYDESK_OK && entry.kind != COPYDESK_END) {
    CHECK(entry.data[entry.size] == '\0');
    stories += entry.kind == COPYDESK_STORY;
    rejects += entry.kind == COPYDESK_REJECT;
    if (entry.kind == COPYDESK_REJECT) CHECK(strstr(entry.data, "\"code\":\"damaged\"") != NULL);
  }
  CHECK(stories == 5);
  CHECK(rejects == 1);
  CHECK(copydesk_next(reader, &entry, &error) == COPYDESK_OK && entry.kind == COPYDESK_END);
  copydesk_text report = {0};
  CHECK(copydesk_report(reader, &report, &error) == COPYDESK_OK);
  CHECK(strstr(report.data, "\"stories\":5,\"empty\":0,\"failed\":1") != NULL);
  copydesk_free(&report);
  copydesk_close(reader);
}

static void memory_reads_as_a_file_does(void) {
  copydesk_reader* reader = copydesk_open_memory(kPage, strlen(kPage), "a.html", NULL, NULL);
  copydesk_entry entry;
  CHECK(copydesk_next(reader, &entry, NULL) == COPYDESK_OK);
  CHECK(entry.kind == COPYDESK_STORY);
  CHECK(strstr(entry.data, "\"path\":\"a.html\"") != NULL);
  copydesk_close(reader);
  copydesk_close(NULL);
}

static void an_archive_becomes_record_batches(const char* path) {
  copydesk_reader* reader = copydesk_open(path, NULL, NULL);
  struct ArrowArrayStream stream;
  CHECK(copydesk_read_arrow(reader, "title,confidence,published,dek", 3, &stream, NULL) ==
        COPYDESK_OK);
  struct ArrowSchema schema;
  CHECK(stream.get_schema(&stream, &schema) == 0);
  CHECK(strcmp(schema.format, "+s") == 0 && schema.n_children == 4);
  CHECK(strcmp(schema.children[0]->name, "title") == 0);
  CHECK(strcmp(schema.children[1]->format, "g") == 0);
  schema.release(&schema);
  int64_t rows = 0;
  struct ArrowArray batch;
  while (stream.get_next(&stream, &batch) == 0 && batch.release) {
    struct ArrowArray title = *batch.children[0]; /* moved out, as the interface allows */
    batch.children[0]->release = NULL;
    rows += batch.length;
    CHECK(title.length == batch.length && title.n_buffers == 3);
    batch.release(&batch);
    CHECK(((const int32_t*)title.buffers[1])[title.length] > 0);
    title.release(&title);
  }
  CHECK(rows == 5);
  stream.release(&stream);
  CHECK(copydesk_read_arrow(reader, "title", 3, &stream, NULL) == COPYDESK_USAGE);
  copydesk_text rejects = {0};
  CHECK(copydesk_rejects(reader, &rejects, NULL) == COPYDESK_OK);
  CHECK(strstr(rejects.data, "damaged") != NULL);
  copydesk_free(&rejects);
  copydesk_close(reader);
}

static void a_line_that_is_no_record_ends_the_stream_with_its_place(void) {
  struct ArrowArrayStream stream;
  struct ArrowArray batch;
  copydesk_error error = {0};
  CHECK(copydesk_records_arrow("\n{broken", 8, NULL, 0, &stream, NULL) == COPYDESK_OK);
  CHECK(stream.get_next(&stream, &batch) != 0);
  CHECK(strstr(stream.get_last_error(&stream), "damaged at byte 1") != NULL);
  stream.release(&stream);
  CHECK(copydesk_records_arrow("", 0, "title,nonsense", 0, &stream, &error) == COPYDESK_USAGE);
  CHECK(strstr(error.detail, "nonsense") != NULL);
}

static void* extract_many_times(void* expected) {
  size_t different = 0;
  for (int i = 0; i < 200; ++i) {
    copydesk_text record = {0};
    copydesk_extract(kPage, strlen(kPage), NULL, &record, NULL);
    different += !record.data || strcmp(record.data, (const char*)expected) != 0;
    copydesk_free(&record);
  }
  return (void*)different;
}

static void threads_give_what_one_gives(void) {
  copydesk_text record = {0};
  copydesk_extract(kPage, strlen(kPage), NULL, &record, NULL);
  pthread_t threads[4];
  for (int i = 0; i < 4; ++i)
    CHECK(pthread_create(&threads[i], NULL, extract_many_times, (void*)record.data) == 0);
  for (int i = 0; i < 4; ++i) {
    void* different = NULL;
    pthread_join(threads[i], &different);
    CHECK(different == NULL);
  }
  copydesk_free(&record);
}

/* Reads until the end, however often another thread is in the way; returns the number of stories. */
static void* read_to_the_end(void* reader) {
  long stories = 0;
  copydesk_entry entry;
  for (;;) {
    const int code = copydesk_next(reader, &entry, NULL);
    if (code == COPYDESK_USAGE) continue;
    if (code != COPYDESK_OK || entry.kind == COPYDESK_END) return (void*)stories;
    stories += entry.kind == COPYDESK_STORY;
  }
}

static void a_reader_that_threads_share_gives_each_story_once(const char* archive) {
  copydesk_reader* alone = copydesk_open(archive, NULL, NULL);
  const long expected = (long)read_to_the_end(alone);
  copydesk_close(alone);
  copydesk_reader* shared = copydesk_open(archive, NULL, NULL);
  pthread_t threads[4];
  for (int i = 0; i < 4; ++i)
    CHECK(pthread_create(&threads[i], NULL, read_to_the_end, shared) == 0);
  long stories = 0;
  for (int i = 0; i < 4; ++i) {
    void* some = NULL;
    pthread_join(threads[i], &some);
    stories += (long)some;
  }
  CHECK(expected > 0 && stories == expected);
  copydesk_close(shared);
}

static void a_stream_outlives_its_reader_and_the_bytes(void) {
  char* bytes = malloc(sizeof kPage);
  memcpy(bytes, kPage, sizeof kPage);
  copydesk_reader* reader = copydesk_open_memory(bytes, strlen(kPage), "a.html", NULL, NULL);
  struct ArrowArrayStream stream;
  CHECK(copydesk_read_arrow(reader, "title", 0, &stream, NULL) == COPYDESK_OK);
  struct ArrowArrayStream other;  // nothing was read yet
  CHECK(copydesk_read_arrow(reader, NULL, 0, &other, NULL) == COPYDESK_OK);
  other.release(&other);
  copydesk_close(reader);
  memset(bytes, 'x', sizeof kPage);
  free(bytes);
  struct ArrowArray batch;
  CHECK(stream.get_next(&stream, &batch) == 0 && batch.length == 1);
  stream.release(&stream);
  CHECK(memcmp(batch.children[0]->buffers[2], "Bridge closes", 13) == 0);
  batch.release(&batch);
}

static void streams_of_one_reader_keep_their_own_fields(void) {
  copydesk_reader* reader = copydesk_open_memory(kPage, strlen(kPage), "a.html", NULL, NULL);
  struct ArrowArrayStream languages, titles;
  CHECK(copydesk_read_arrow(reader, "language", 0, &languages, NULL) == COPYDESK_OK);
  CHECK(copydesk_read_arrow(reader, "title", 0, &titles, NULL) == COPYDESK_OK);
  titles.release(&titles);
  struct ArrowArray batch;
  CHECK(languages.get_next(&languages, &batch) == 0 && batch.length == 1);
  CHECK(batch.children[0]->null_count == 0);
  batch.release(&batch);
  languages.release(&languages);
  copydesk_close(reader);

  reader = copydesk_open_memory(kPage, strlen(kPage), "a.html", NULL, NULL);
  CHECK(copydesk_read_arrow(reader, "title", 0, &titles, NULL) == COPYDESK_OK);
  titles.release(&titles);
  copydesk_entry entry = {0};
  CHECK(copydesk_next(reader, &entry, NULL) == COPYDESK_OK && entry.kind == COPYDESK_STORY);
  CHECK(strstr(entry.data, "\"language\"") != NULL);
  copydesk_close(reader);
}

static void a_stream_that_is_refused_can_be_asked_whether_to_release_it(void) {
  struct ArrowArrayStream stream;
  memset(&stream, 1, sizeof stream);
  CHECK(copydesk_read_arrow(NULL, "title", 0, &stream, NULL) == COPYDESK_USAGE);
  CHECK(stream.release == NULL);
}

/* Asks for the report until it is told of the end; USAGE, for another thread reads, is no end. */
static atomic_int is_read;
static void* ask_for_reports(void* reader) {
  while (!is_read) {
    copydesk_text report = {0};
    copydesk_report(reader, &report, NULL);
    copydesk_free(&report);
  }
  return NULL;
}

static void who_comes_meanwhile_takes_no_rows_from_a_batch(const char* path) {
  copydesk_reader* reader = copydesk_open(path, NULL, NULL);
  struct ArrowArrayStream stream;
  struct ArrowArray batch;
  CHECK(copydesk_read_arrow(reader, "title", 0, &stream, NULL) == COPYDESK_OK);
  is_read = 0;
  pthread_t other;
  CHECK(pthread_create(&other, NULL, ask_for_reports, reader) == 0);
  int code;
  do {
    code = stream.get_next(&stream, &batch);
  } while (code == EINVAL); /* the other came first */
  CHECK(code == 0 && batch.release && batch.length == 5);
  is_read = 1;
  pthread_join(other, NULL);
  if (code == 0 && batch.release) batch.release(&batch);
  stream.release(&stream);
  copydesk_close(reader);
}

int main(int count, char** arguments) {
  if (count != 2) return 2;
  char archive[4096];
  snprintf(archive, sizeof archive, "%s/crawl.warc.gz", arguments[1]);
  a_page_becomes_a_json_record();
  a_record_holds_only_the_fields_that_were_asked_for();
  lines_hold_the_text_and_what_else_was_asked_for();
  no_bytes_give_an_empty_record();
  the_format_and_the_address_are_options();
  wrong_use_is_told_and_gives_nothing();
  a_null_that_has_to_be_something_is_told();
  versions_and_schema_are_there();
  streams_of_one_reader_keep_their_own_fields();
  a_stream_that_is_refused_can_be_asked_whether_to_release_it();
  a_damaged_archive_gives_its_stories_and_its_losses(archive);
  memory_reads_as_a_file_does();
  an_archive_becomes_record_batches(archive);
  a_line_that_is_no_record_ends_the_stream_with_its_place();
  a_stream_outlives_its_reader_and_the_bytes();
  threads_give_what_one_gives();
  a_reader_that_threads_share_gives_each_story_once(archive);
  for (int i = 0; i < 20; ++i) who_comes_meanwhile_takes_no_rows_from_a_batch(archive);
  if (failures == 0) puts("c_api: all checks passed");
  return failures > 0;
}

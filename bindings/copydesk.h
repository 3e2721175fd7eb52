/* copydesk.h: the C interface of libcopydesk: pages in, story records out, as text or as Arrow.
 *
 * Rules of the whole file
 * Errors: a function that can fail returns COPYDESK_OK (0) or a code, and fills the caller's
 *   copydesk_error if one is given. No C++ exception leaves the library.
 * Lifetime: what the library gives is named with what frees it. All `const char*` that it takes may
 *   be freed when the call returns, unless said otherwise.
 * Threads: all functions may be called from any number of threads; one reader, with the streams
 * made of it, is used by one thread at a time: a second one that calls meanwhile gets USAGE, and
 * none may call while it is closed. Only the calling thread works: no thread is started, so fork()
 * is safe. Strings are UTF-8. Paths are bytes. A NULL string is the same as an empty one; any other
 * NULL that is no option and no error gives USAGE.
 *
 *     copydesk_text record;
 *     copydesk_error error;
 *     if (copydesk_extract(bytes, size, NULL, &record, &error) == COPYDESK_OK) {
 *       puts(record.data);
 *       copydesk_free(&record);
 *     } else {
 *       fprintf(stderr, "%s\n", error.detail);
 *     }
 */
#ifndef COPYDESK_H
#define COPYDESK_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- errors ---- */

typedef enum copydesk_code {
  COPYDESK_OK = 0,
  COPYDESK_NOT_FOUND = 1,   /* no such file */
  COPYDESK_UNREADABLE = 2,  /* the system refused to read */
  COPYDESK_UNWRITABLE = 3,  /* the system refused to write */
  COPYDESK_TRUNCATED = 4,   /* the input ends before it should */
  COPYDESK_DAMAGED = 5,     /* the bytes break their format */
  COPYDESK_TOO_LARGE = 6,   /* a limit was hit, or memory ran out */
  COPYDESK_TIMEOUT = 7,     /* a limit of time was hit */
  COPYDESK_UNSUPPORTED = 8, /* well formed, but of a kind that is not read */
  COPYDESK_NOT_HTML = 9,    /* a record that holds no page */
  COPYDESK_EMPTY = 10,      /* a page without a story */
  COPYDESK_USAGE = 11,      /* the caller asked for something that does not exist */
  COPYDESK_INTERRUPTED = 12,
  COPYDESK_INTERNAL = 13 /* our fault, caught at the border */
} copydesk_code;

/* What went wrong. Lives with the caller and needs no freeing. */
typedef struct copydesk_error {
  int32_t code;     /* a copydesk_code */
  uint64_t offset;  /* bytes, in the input */
  char detail[256]; /* a sentence for people, cut if it is longer */
} copydesk_error;

/* The name of a code as it stands in reports: "truncated", "too-large"; "ok" for 0; never NULL. */
const char* copydesk_error_name(int code);

/* ---- versions ---- */

const char* copydesk_version(void); /* of the library: "0.1.0" */
int copydesk_schema_version(void);  /* of the record; fields are only ever added */

/* ---- options ---- */

typedef enum copydesk_favor {
  COPYDESK_BALANCED = 0,
  COPYDESK_PRECISION = 1,
  COPYDESK_RECALL = 2
} copydesk_favor;

typedef enum copydesk_kind {
  COPYDESK_ANY = 0, /* by content */
  COPYDESK_HTML = 1,
  COPYDESK_TEXT = 2 /* the lines of a plain-text dump */
} copydesk_kind;

/* What to do and what is known of the page. Zero is the default of every member; begin with
 * copydesk_options o = {0}; o.size = sizeof o; members that are added later stand at the end. */
typedef struct copydesk_options {
  size_t size;              /* sizeof(copydesk_options) */
  const char* url;          /* address of the page: links are resolved against it */
  const char* content_type; /* Content-Type header, with or without charset */
  const char* name;         /* file name of the page */
  const char* format;       /* json (default), md, txt, lines, html, csv, tei, wet, jsonld */
  int32_t favor;            /* a copydesk_favor */
  int32_t kind;             /* a copydesk_kind; of single pages only */
  int32_t provenance;       /* not 0: adds the field `provenance` to JSON, changes no other */
  uint64_t page_bytes;      /* a larger page is TOO_LARGE; 0: 32 MiB; at most 1 GiB */
  const char* fields;       /* JSON holds these fields only, parted by commas; NULL or empty: all;
                             * fewer take less time, and change none of those that are there.
                             * Of lines: dek and comments as far as they are named, and the text */
  /* Of a file, by copydesk_open: the records that start (whose gzip member or zstd frame does) at
   * the bytes from part_begin up to part_end (0: the end). What cannot be parted, an archive in one
   * compressed member or a page by itself, belongs to byte 0. */
  uint64_t part_begin, part_end;
} copydesk_options;

/* ---- one page ---- */

/* A text of the library. `data[size]` is a zero byte. Freed by copydesk_free. */
typedef struct copydesk_text {
  const char* data;
  size_t size; /* bytes */
  void* owner; /* of the library */
} copydesk_text;

/* Frees a text and sets it to zero; may be called on a zeroed text. */
void copydesk_free(copydesk_text* text);

/* Reads one page and writes its story into `out`: one line of JSON (docs/record.md) or another
 * format. A page without a story is no error: its record has an empty text and the note "empty".
 * Errors: TOO_LARGE, USAGE (unknown format or option). Cost: linear in the page. */
int copydesk_extract(const void* bytes, size_t size, const copydesk_options* options,
                     copydesk_text* out, copydesk_error* error);

/* Turns a JSON record into another format. Errors: DAMAGED (no record), USAGE. */
int copydesk_convert(const char* record, size_t size, const char* format, copydesk_text* out,
                     copydesk_error* error);

/* The JSON Schema (draft 2020-12) of the record. */
int copydesk_schema(copydesk_text* out, copydesk_error* error);

/* ---- files and archives ---- */

/* Reads the pages of one file in bounded memory: HTML, text dump, WARC, WET, ARC, MHTML, Safari;
 * plain, gzip or zstd, found by content. Damage never ends it. Freed by copydesk_close. */
typedef struct copydesk_reader copydesk_reader;

/* NULL on error: NOT_FOUND, UNREADABLE, USAGE. `options` are those of every page in it; its url is
 * used for pages that have none. */
copydesk_reader* copydesk_open(const char* path, const copydesk_options* options,
                               copydesk_error* error);

/* The same over memory, which is copied; `name` stands for the path. */
copydesk_reader* copydesk_open_memory(const void* bytes, size_t size, const char* name,
                                      const copydesk_options* options, copydesk_error* error);

typedef enum copydesk_entry_kind {
  COPYDESK_END = 0,   /* nothing more */
  COPYDESK_STORY = 1, /* data: the story in the format of the options */
  COPYDESK_REJECT =
      2 /* data: one JSON object {path, offset, url, code, detail}: what gave no story */
} copydesk_entry_kind;

typedef struct copydesk_entry {
  int32_t kind;     /* a copydesk_entry_kind */
  const char* data; /* Lifetime: until the next call on this reader; data[size] is a zero byte */
  size_t size;      /* bytes */
} copydesk_entry;

/* The next story or reject, in the order of the file. A file that breaks off ends with a reject,
 * then END. Errors: INTERNAL and, where memory ran out, TOO_LARGE; all else is in the rejects. */
int copydesk_next(copydesk_reader* reader, copydesk_entry* entry, copydesk_error* error);

/* What was found so far, as one JSON object: {path, kind, bytes, pages, stories, empty, failed,
 * skipped, records: {type: count}, notes}. Final after END. */
int copydesk_report(const copydesk_reader* reader, copydesk_text* out, copydesk_error* error);

/* The rejects that streams of copydesk_read_arrow met so far, one JSON object a line. */
int copydesk_rejects(const copydesk_reader* reader, copydesk_text* out, copydesk_error* error);

/* May be called with NULL. */
void copydesk_close(copydesk_reader* reader);

/* ---- Arrow: https://arrow.apache.org/docs/format/CDataInterface.html ---- */

#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE
#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE 2
#define ARROW_FLAG_MAP_KEYS_SORTED 4

struct ArrowSchema {
  const char* format;
  const char* name;
  const char* metadata;
  int64_t flags;
  int64_t n_children;
  struct ArrowSchema** children;
  struct ArrowSchema* dictionary;
  void (*release)(struct ArrowSchema*);
  void* private_data;
};

struct ArrowArray {
  int64_t length;
  int64_t null_count;
  int64_t offset;
  int64_t n_buffers;
  int64_t n_children;
  const void** buffers;
  struct ArrowArray** children;
  struct ArrowArray* dictionary;
  void (*release)(struct ArrowArray*);
  void* private_data;
};
#endif

#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE
struct ArrowArrayStream {
  int (*get_schema)(struct ArrowArrayStream*, struct ArrowSchema* out);
  int (*get_next)(struct ArrowArrayStream*, struct ArrowArray* out);
  const char* (*get_last_error)(struct ArrowArrayStream*);
  void (*release)(struct ArrowArrayStream*);
  void* private_data;
};
#endif

/* Streams of record batches. A column is a field of the record, null where it is absent: strings
 * as utf8, whole numbers as int64, numbers as float64, truths as bool, objects and lists as utf8
 * with their JSON; and `record`, the whole record as JSON. `columns` picks some by name, parted by
 * commas, in the order of the result; NULL or empty takes all fields and leaves out `record`.
 * The stream is freed by its release(), also while batches of it are still in use. */

/* The rest of a reader, `rows` stories a batch (0: 1024; fewer where they are large). What gives no
 * story goes to copydesk_rejects(). The format of the reader's options is not used.
 * Lifetime: the reader may be closed while the stream is in use. Threads: reader and stream count
 * as one. Errors: USAGE (no such column; or the reader was read to its end). */
int copydesk_read_arrow(copydesk_reader* reader, const char* columns, size_t rows,
                        struct ArrowArrayStream* out, copydesk_error* error);

/* Records that are there already: JSON, one a line. They are copied. Errors: USAGE; a line that is
 * no record ends the stream with an error that tells its byte offset. */
int copydesk_records_arrow(const char* records, size_t size, const char* columns, size_t rows,
                           struct ArrowArrayStream* out, copydesk_error* error);

#ifdef __cplusplus
}
#endif

#endif /* COPYDESK_H */

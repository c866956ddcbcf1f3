/* What the program and the module that holds libcurl say to each other: C types only, because each may bring
 * a C++ library and an allocator of its own. One request, without redirects, retries or credentials of its
 * own. */
#pragma once

#include <stddef.h>

#define DOCKHONE_HTTP_VERSION 1
#define DOCKHONE_HTTP_ENTRY "dockhone_http_v1"

extern "C" {

enum dockhone_http_outcome {
  DOCKHONE_HTTP_ANSWERED = 0,
  DOCKHONE_HTTP_NO_HOST,    /* the name does not resolve */
  DOCKHONE_HTTP_NO_CONNECT, /* nobody listens, or no route */
  DOCKHONE_HTTP_TIMEOUT,    /* connecting, stalled, or too long in all */
  DOCKHONE_HTTP_TLS,        /* no trusted certificate */
  DOCKHONE_HTTP_NO_TLS,     /* the other side does not speak TLS */
  DOCKHONE_HTTP_BROKEN,     /* the connection ended before the answer did */
  DOCKHONE_HTTP_TOO_LARGE,
  DOCKHONE_HTTP_OTHER
};

struct dockhone_http_request {
  const char* method; /* GET, HEAD or POST */
  const char* url;
  const char* const* headers; /* "Name: value" */
  size_t header_count;
  const char* body; /* POST */
  size_t body_size;
  const char* ca_file; /* null: the system's */
  const char* ca_directory;
  long connect_ms;
  long stall_seconds; /* without a byte */
  long total_ms;
  size_t max_body;
  int verify;   /* 0: any certificate will do */
  int no_proxy; /* 1: never through a proxy */
};

struct dockhone_http_answer {
  long status;
  char message[256]; /* what went wrong; never holds a header */
  void* user;
  void (*header)(void* user, const char* line, size_t size); /* without line end; a status line starts anew */
  void (*body)(void* user, const char* data, size_t size);
};

typedef enum dockhone_http_outcome (*dockhone_http_perform)(const struct dockhone_http_request*,
                                                            struct dockhone_http_answer*);
}

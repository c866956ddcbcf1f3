/* Answers GET with what it finds: a list of words, a variable, the time in Tokyo, a counter on disk, certificates. */
#include <jansson.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static void stop(int number) {
  (void)number;
  _exit(0);
}

static void answer(int to) {
  char words[64] = "", hour[8] = "", line[512];
  FILE* list = fopen("words.txt", "r");
  if (list != NULL) fgets(words, sizeof words, list), fclose(list);
  time_t zero = 0;
  strftime(hour, sizeof hour, "%H", localtime(&zero));
  FILE* data = fopen("/srv/data/asked", "w");
  FILE* trusted = fopen("/etc/ssl/certs/ca-certificates.crt", "r");
  json_t* all = json_pack("{s:s, s:s, s:s, s:b, s:b}", "words", strtok(words, "\n"), "greeting", getenv("GREETING"), "hour", hour,
                          "kept", data != NULL, "trusts", trusted != NULL);
  char* text = all == NULL ? NULL : json_dumps(all, JSON_SORT_KEYS);
  snprintf(line, sizeof line, "HTTP/1.0 %s\r\nContent-Type: application/json\r\n\r\n%s", text == NULL ? "500 no" : "200 ok", text == NULL ? "" : text);
  write(to, line, strlen(line));
  if (data != NULL) fclose(data);
  if (trusted != NULL) fclose(trusted);
}

int main(void) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(8080)};
  int door = socket(AF_INET, SOCK_STREAM, 0);
  signal(SIGTERM, stop);
  setenv("TZ", "Asia/Tokyo", 1);
  if (bind(door, (struct sockaddr*)&address, sizeof address) != 0 || listen(door, 5) != 0) return 1;
  for (;;) {
    char request[1024];
    int guest = accept(door, NULL, NULL);
    if (read(guest, request, sizeof request) > 0) answer(guest);
    close(guest);
  }
}

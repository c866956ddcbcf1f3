/* Units converts an amount from one unit to another and prints the result as JSON. */
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef DATA
#define DATA "data"
#endif

static const char *const key = "amount";

/* How many of the base unit one `name` is, 0 where the table does not have it. */
static double factor(const char *name) {
  char line[128], unit[32];
  double value, found = 0;
  FILE *table = fopen(DATA "/units.txt", "r");
  if (!table) {
    perror(DATA "/units.txt");
    exit(2);
  }
  while (found == 0 && fgets(line, sizeof line, table))
    if (sscanf(line, "%31s %lf", unit, &value) == 2 && strcmp(unit, name) == 0) found = value;
  fclose(table);
  return found;
}

int main(int count, char **words) {
  if (count != 4) {
    fprintf(stderr, "usage: units AMOUNT FROM TO\n");
    return 2;
  }
  double from = factor(words[2]), to = factor(words[3]);
  if (from == 0 || to == 0) {
    fprintf(stderr, "units: unknown unit: %s\n", from == 0 ? words[2] : words[3]);
    return 1;
  }
  double amount = round(atof(words[1]) * from / to * 1000) / 1000;
  json_t *result = json_pack("{s:f, s:s}", key, amount, "unit", words[3]);
  json_dumpf(result, stdout, JSON_COMPACT | JSON_REAL_PRECISION(7));
  putchar('\n');
  json_decref(result);
  return 0;
}

// Everything that happens to one Dockerfile, and the report of it.
#pragma once

#include <sys/stat.h>

#include <string>

#include "config.h"
#include "context.h"
#include "discover.h"
#include "dockhone/report/report.h"
#include "images.h"
#include "log.h"
#include "options.h"

namespace dockhone::app {

// What the options of a run come to, decided once.
struct Plan {
  bool write_outputs = false;  // Dockerfile.optimized and its diff
  bool in_place = false;
  bool result_to_out = false;
  bool diff_to_out = false;  // raw, for a program
  bool show_diff = false;    // in the report, for a person
  bool need_diff = false;
  bool findings = false;       // all, for a program
  bool told = false;           // what no pass can mend, for a person
  bool report_to_err = false;  // standard output carries something for a program
};

Plan plan_for(const Options& options);

struct Processed {
  report::FileReport report;
  int status = 0;
  bool ignored = false;  // by the configuration
  std::string result;    // for standard output
};

class OneFile {
 public:
  OneFile(const Options& options, const Plan& plan, rewrite::Pipeline pipeline, Places& places,
          Images& images, const Log& log)
      : options_(options), plan_(plan), pipeline_(pipeline), places_(places), images_(images), log_(log) {}

  // Never throws; failures are part of the report.
  Processed process(const Item& item) const;

 private:
  Expected<bool> run(const Item& item, Processed& done) const;
  Expected<rewrite::Outcome> optimize(const Item& item, const Place& place,
                                      const syntax::Document& document) const;
  // How the passes get the build context, if they ask for it. Holds on to `item`.
  std::vector<model::Finding> findings(const syntax::Document& document, const rewrite::Facts& facts) const;
  rewrite::ReadContext context_of(const Item& item) const;
  Expected<bool> write(const Item& item, const Place& place, const struct stat& info, std::string_view before,
                       Processed& done) const;
  Expected<bool> write_outputs(const std::string& path, mode_t mode, Processed& done) const;

  const Options& options_;
  const Plan& plan_;
  rewrite::Pipeline pipeline_;
  Places& places_;
  Images& images_;
  mutable Contexts contexts_;
  const Log& log_;
};

}  // namespace dockhone::app

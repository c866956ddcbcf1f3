#include "images.h"

#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <utility>

#include "dockhone/base/parallel.h"
#include "dockhone/base/printable.h"
#include "dockhone/image/catalog.h"
#include "files.h"
#include "lock.h"

namespace dockhone::app {

using image::ImageRef;
using image::Resolution;
using image::Resolutions;

namespace {

constexpr std::uint32_t kMaxLock = 8 * 1024 * 1024;
constexpr unsigned kAtOnce = 8;

const char* environment(const char* name) { return std::getenv(name); }

// The one look at the clock: the stamp of --update-lock, where nothing stands for today.
std::string today() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  char text[16];
  ::gmtime_r(&now, &parts);
  std::strftime(text, sizeof text, "%Y-%m-%d", &parts);
  return text;
}

// As a person in this directory would write it.
std::string shown(const std::string& path) {
  const std::string here = real_path(".") + "/";
  return printable(path.starts_with(here) ? path.substr(here.size()) : path);
}

Resolution failed(std::string why, Resolution::From from = Resolution::From::kRegistry) {
  Resolution out;
  out.from = from;
  out.searched = true;
  out.failure = std::move(why);
  return out;
}

// An image that only this machine has: `localhost/name`, as podman calls what it built itself.
bool is_local(const ImageRef& ref) { return ref.registry == "localhost"; }

bool in_catalog(const ImageRef& ref) {
  return !ref.official().empty() && image::find_image(ref.official()).has_value();
}

const rewrite::Facts::UserImage* of_user(const ImageRef& ref, const Place& place) {
  const auto& catalog = place.settings->facts.user_catalog;
  const bool latest = ref.tag.empty() || ref.tag == "latest";
  auto found = catalog.find(ref.registry.empty() ? ref.repository : ref.registry + '/' + ref.repository);
  return latest && found != catalog.end() && !found->second.latest.empty() ? &found->second : nullptr;
}

Resolution from_catalog(const ImageRef& ref) {
  const auto no = [](std::string why) { return failed(std::move(why), Resolution::From::kCatalog); };
  const auto image = ref.official().empty() ? std::nullopt : image::find_image(ref.official());
  if (!image) return no("the catalog does not know it; --resolve registry asks its registry");
  const auto entry = image::find_tag(*image, ref.tag);
  if (!entry) return no("the catalog of " + std::string(image::catalog_date()) + " does not list this tag");
  if (entry->exact.empty()) return no("the catalog knows no exact tag of it");
  Resolution out;
  out.from = Resolution::From::kCatalog;
  out.tag = entry->exact;
  out.resolved = image::catalog_date();
  out.searched = true;
  return out;
}

std::string short_form(const Resolution& resolution) {
  std::string out = resolution.tag;
  if (!resolution.digest.empty()) out += (out.empty() ? "" : "@") + resolution.digest.substr(0, 19);
  return out;
}

bool moved(const Resolution& was, const Resolution& now) {
  return was.tag != now.tag || (!was.digest.empty() && was.digest != now.digest);
}

// A link may lead out of what was asked for.
Expected<bool> check_target(const std::string& path) {
  struct stat info = {};
  const bool link = ::lstat(path.c_str(), &info) == 0 && S_ISLNK(info.st_mode);
  if (!link || is_within(real_path(path), real_path(parent_of(path)))) return true;
  return tl::unexpected<Failure>({{ErrorKind::kIo,
                                   "not written: a symbolic link to another directory",
                                   "name that file with --lock",
                                   {}},
                                  path,
                                  {0, 0},
                                  {}});
}

}  // namespace

Expected<bool> Images::prepare() {
  if (!options_.ask_registry) return true;
  Result<registry::Transport> transport = registry::open_transport();
  if (!transport) return tl::unexpected<Failure>({std::move(transport.error()), {}, {0, 0}, {}});
  registry::ClientOptions client;
  client.insecure.insert(options_.insecure.begin(), options_.insecure.end());
  client.cache = registry::cache_directory(environment);
  client_.emplace(std::move(*transport), registry::Credentials(registry::credential_files(environment)),
                  std::move(client));
  return true;
}

Images::Loaded& Images::load(const std::string& path) {
  std::lock_guard lock(mutex_);
  auto [at, added] = locks_.try_emplace(path);
  Loaded& loaded = at->second;
  if (!added) return loaded;
  loaded.images = std::make_shared<Resolutions>();
  if (path.empty()) return loaded;
  Expected<Input> input = read_file(path, kMaxLock);
  if (!input) {
    loaded.failure = std::move(input.error());
    return loaded;
  }
  loaded.text = std::move(input->text);
  Expected<Resolutions> images = parse_lock(path, loaded.text);
  if (images) {
    loaded.images = std::make_shared<Resolutions>(std::move(*images));
  } else {
    loaded.failure = std::move(images.error());
  }
  return loaded;
}

Expected<std::shared_ptr<const Resolutions>> Images::lock_of(const Place& place) {
  const Loaded& loaded = load(place.lock_path);
  if (loaded.failure) return tl::unexpected<Failure>(*loaded.failure);
  return loaded.images;
}

Result<Resolution> Images::from_registry(const std::string& repository, const std::string& tag,
                                         const registry::Wanted& wanted) {
  std::shared_ptr<Answer> answer;
  {
    std::lock_guard lock(mutex_);
    auto& found =
        answers_[repository + ':' + tag + (wanted.tag ? " tag" : "") + (wanted.config ? " config" : "")];
    if (found == nullptr) found = std::make_shared<Answer>();
    answer = found;
  }
  std::lock_guard lock(answer->mutex);  // who asks the same waits for the answer
  if (!answer->resolution) {
    log_("asking the registry about " + repository + ':' + tag);
    answer->resolution = registry::resolve(*client_, repository, tag, wanted);
  }
  return *answer->resolution;
}

Result<Resolution> Images::answer(const ImageRef& ref, const Place& place, bool tags) {
  if (is_local(ref)) return failed("an image of this machine alone");
  const auto* user = of_user(ref, place);
  if (!options_.ask_registry) {
    Resolution known = user != nullptr ? Resolution{} : from_catalog(ref);
    if (user != nullptr) {
      known.from = Resolution::From::kCatalog;
      known.tag = user->latest;
      known.resolved = options_.as_of.empty() ? today() : options_.as_of;
      known.searched = true;
    }
    return known;
  }
  registry::Wanted wanted;
  wanted.tag = tags && user == nullptr;
  wanted.config = !in_catalog(ref);
  const std::string tag = user != nullptr ? user->latest : ref.tag.empty() ? "latest" : ref.tag;
  auto found = from_registry(image::canonical_name(ref), tag, wanted);
  if (!found || user == nullptr || !found->failure.empty()) return found;
  found->tag = user->latest;
  found->searched = true;
  found->note = "the catalog of the configuration names this tag";
  return found;
}

void Images::note_update(const Place& place, const std::string& key, const Resolution& resolution) {
  const std::string& path = place.lock_path.empty() ? place.new_lock : place.lock_path;
  Resolution stamped = resolution;
  if (stamped.resolved.empty()) stamped.resolved = options_.as_of.empty() ? today() : options_.as_of;
  std::lock_guard lock(mutex_);
  updates_[path][key] = std::move(stamped);
}

Expected<std::string> Images::finish(bool write) {
  std::string said;
  for (auto& [path, updates] : updates_) {
    const bool fresh = !locks_.contains(path) || locks_[path].text.empty();
    Resolutions all = fresh ? Resolutions() : *locks_[path].images;
    for (auto& [key, now] : updates) {
      const auto was = all.find(key);
      const bool known = was != all.end();
      const std::string name = shown(path) + ": " + printable(key) + ": ";
      // An answer of a registry is not given up for one of the catalog, nor for none.
      const bool keep = known && (!now.failure.empty() || (was->second.from == Resolution::From::kRegistry &&
                                                           now.from == Resolution::From::kCatalog));
      if (!now.failure.empty()) said += name + (keep ? "kept: " : "not locked: ") + now.failure + "\n";
      if (keep && now.failure.empty()) said += name + "kept: --resolve registry refreshes it\n";
      if (keep || !now.failure.empty()) continue;
      if (!known) said += name + "added, " + short_form(now) + "\n";
      if (known && moved(was->second, now))
        said += name + short_form(was->second) + " -> " + short_form(now) + "\n";
      all[key] = std::move(now);
    }
    const std::string text = print_lock(all);
    if (all.empty() || (!fresh && text == locks_[path].text)) continue;
    said += (write ? "Wrote " : "Would write ") + shown(path) + "\n";
    if (!write) continue;
    auto written = check_target(path);
    if (written) written = write_file(path, text, 0666, true);
    if (!written) return tl::unexpected<Failure>(std::move(written.error()));
  }
  return said;
}

Images::File::File(Images& images, const Place& place, std::shared_ptr<const Resolutions> lock)
    : images_(images), place_(place), lock_(std::move(lock)), known_(std::make_shared<Resolutions>()) {
  // What is to be refreshed is not believed.
  if (!images_.options_.update_lock) *known_ = *lock_;
}

std::shared_ptr<const Resolutions> Images::File::before(const model::BuildModel& model) {
  std::vector<ImageRef> unknown;
  if (images_.options_.ask_registry) {
    for (ImageRef& ref : model::external_images(model)) {
      if (ref.digest.empty() && !in_catalog(ref) && !is_local(ref) &&
          image::find_resolution(*known_, ref) == nullptr)
        unknown.push_back(std::move(ref));
    }
  }
  if (!unknown.empty()) ask(unknown, false);
  return known_;
}

std::shared_ptr<const Resolutions> Images::File::resolve(const std::vector<ImageRef>& wanted) {
  // Readers of the answers before keep theirs.
  known_ = std::make_shared<Resolutions>(*known_);
  if (!images_.options_.locked) {
    ask(wanted, true);
    return known_;
  }
  for (const ImageRef& ref : wanted) {
    std::string key = image::canonical(ref);
    if (known_->try_emplace(key, failed("dockhone.lock lacks it")).second) missing_.push_back(std::move(key));
  }
  return known_;
}

void Images::File::ask(const std::vector<ImageRef>& wanted, bool tags) {
  std::map<std::string, const ImageRef*> each;
  for (const ImageRef& ref : wanted) each.emplace(image::canonical(ref), &ref);
  std::vector<std::pair<std::string, const ImageRef*>> list(each.begin(), each.end());
  std::vector<Result<Resolution>> answers(list.size(), Resolution{});
  parallel_each(list.size(), kAtOnce,
                [&](std::size_t i) { answers[i] = images_.answer(*list[i].second, place_, tags); });
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (!answers[i] && !error_) error_ = answers[i].error();
    Resolution found = answers[i] ? *answers[i] : failed(answers[i].error().message);
    const bool update = images_.options_.update_lock && answers[i].has_value();
    if (update) images_.note_update(place_, list[i].first, found);
    const auto old = lock_->find(list[i].first);
    const bool keep = update && old != lock_->end() &&
                      (!found.failure.empty() || (old->second.from == Resolution::From::kRegistry &&
                                                  found.from == Resolution::From::kCatalog));
    (*known_)[list[i].first] = keep ? old->second : std::move(found);
  }
}

std::optional<Error> Images::File::failure() const {
  if (error_) return error_;
  if (missing_.empty()) return std::nullopt;
  std::string names;
  for (const std::string& name : missing_) names += (names.empty() ? "" : ", ") + name;
  return Error{ErrorKind::kUsage,
               "--locked: " +
                   (place_.lock_path.empty() ? "there is no dockhone.lock, which has to hold "
                                             : shown(place_.lock_path) + " lacks ") +
                   names,
               "--update-lock adds what the catalog knows, with --resolve registry also other images",
               {}};
}

}  // namespace dockhone::app

#include "dockhone/registry/resolve.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "version.h"

namespace dockhone::registry {

using image::Resolution;

namespace {

// Asked about until one has the digest, and then for other names of the same version.
constexpr std::size_t kSearched = 48;
constexpr std::size_t kOthers = 16;

struct Candidate {
  Version version;
  int rank = 0;  // lower goes first
};

bool less(const Candidate& a, const Candidate& b) {
  if (a.rank != b.rank) return a.rank < b.rank;
  if (const int order = compare(a.version, b.version); order != 0) return order > 0;
  if (a.version.words.size() != b.version.words.size())
    return a.version.words.size() < b.version.words.size();
  return a.version.tag < b.version.tag;
}

// Words that say what is in the image, not which release of a distribution it is built on: a word of the tag
// asked for (alpine) stands for its releases (alpine3.24) too.
bool same_kind(const Version& version, const std::vector<std::string_view>& wanted) {
  const auto is_wanted = [&](std::string_view word) {
    return std::any_of(wanted.begin(), wanted.end(), [&](std::string_view one) {
      return word == one || (word.starts_with(one) && is_codename(word));
    });
  };
  for (const auto word : version.words) {
    if (!is_wanted(word) && !is_codename(word)) return false;
  }
  return std::all_of(wanted.begin(), wanted.end(), [&](std::string_view one) {
    return std::any_of(version.words.begin(), version.words.end(), [&](std::string_view word) {
      return word == one || (word.starts_with(one) && is_codename(word));
    });
  });
}

class Search {
 public:
  Search(Client& client, const std::string& repository, std::string tag, std::string digest)
      : client_(client), repository_(repository), asked_(std::move(tag)), digest_(std::move(digest)) {}

  // Fills in tag and note.
  Result<bool> run(const std::vector<std::string>& tags, Resolution& out) {
    collect(tags);
    std::optional<std::size_t> hit;
    for (std::size_t i = 0; i < candidates_.size() && questions_ < kSearched && !hit; ++i) {
      const auto same = is_same(i);
      if (!same) return tl::unexpected<Error>(same.error());
      if (*same) hit = i;
    }
    if (!hit) {
      out.note =
          "none of the " + counted() + " version tags that were asked about has the digest of " + asked_;
      return false;
    }
    const auto best = best_of(*hit);
    if (!best) return tl::unexpected<Error>(best.error());
    if (const auto* finer = finer_than(candidates_[*best].version)) {
      out.note = "the version tag with the digest of " + asked_ + " is " +
                 std::string(candidates_[*best].version.tag) + ", which moves: there is " +
                 std::string(finer->tag);
      return false;
    }
    out.tag = candidates_[*best].version.tag;
    out.note = out.tag + " has the same digest as " + asked_ + "; asked about " + counted() + " version tags";
    return true;
  }

 private:
  std::string counted() const {
    return std::to_string(questions_) + " of " + std::to_string(candidates_.size());
  }

  void collect(const std::vector<std::string>& tags) {
    const auto own = parse_version(asked_);
    auto wanted = words_of(asked_);
    std::erase(wanted, "latest");
    std::vector<Version> versions;
    for (const auto& tag : tags) {
      auto version = parse_version(tag);
      if (version && (!own || refines(*version, own->numbers))) versions.push_back(std::move(*version));
    }
    for (auto& version : versions) {
      const bool kind = same_kind(version, wanted);
      candidates_.push_back({version, version.prerelease ? 2 : kind ? 0 : 1});
    }
    std::sort(candidates_.begin(), candidates_.end(), less);
    after_plain();
  }

  // Where a version has a tag without a codename, that one tells whether the others are worth a question.
  void after_plain() {
    const Version* plain = nullptr;
    for (auto& candidate : candidates_) {
      if (candidate.rank != 0) break;
      if (candidate.version.codename.empty()) {
        plain = &candidate.version;
      } else if (plain != nullptr && compare(*plain, candidate.version) == 0) {
        candidate.rank = 1;
      }
    }
    std::stable_sort(candidates_.begin(), candidates_.end(),
                     [](const Candidate& a, const Candidate& b) { return a.rank < b.rank; });
  }

  Result<bool> is_same(std::size_t index) {
    ++questions_;
    const std::string tag(candidates_[index].version.tag);
    if (tag == asked_) return true;
    const auto found = client_.digest(repository_, tag);
    if (found) return *found == digest_;
    // A tag that went away since the list was made is not what was looked for.
    if (found.error().kind == ErrorKind::kTemporary) return tl::unexpected<Error>(found.error());
    return false;
  }

  // The most exact among the names of the version that was found.
  Result<std::size_t> best_of(std::size_t hit) {
    std::vector<std::size_t> others;
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
      const auto& version = candidates_[i].version;
      if (i != hit && refines(version, candidates_[hit].version.numbers) &&
          more_exact(version, candidates_[hit].version))
        others.push_back(i);
    }
    std::sort(others.begin(), others.end(), [&](std::size_t a, std::size_t b) {
      return more_exact(candidates_[a].version, candidates_[b].version);
    });
    if (others.size() > kOthers) others.resize(kOthers);
    for (const auto other : others) {
      const auto same = is_same(other);
      if (!same) return tl::unexpected<Error>(same.error());
      if (*same) return other;
    }
    return hit;
  }

  // A tag of the same kind that continues the version: then the shorter one follows it.
  const Version* finer_than(const Version& version) const {
    for (const auto& candidate : candidates_) {
      const auto& other = candidate.version;
      if (other.numbers.size() > version.numbers.size() && refines(other, version.numbers) &&
          !other.prerelease && other.words == version.words)
        return &other;
    }
    return nullptr;
  }

  Client& client_;
  const std::string& repository_;
  std::string asked_;
  std::string digest_;
  std::vector<Candidate> candidates_;
  std::size_t questions_ = 0;
};

// A registry that says no says no to this image: others go on.
Result<Resolution> refused(const Error& error) {
  if (error.kind == ErrorKind::kTemporary) return tl::unexpected<Error>(error);
  Resolution out;
  out.failure = error.message + (error.help.empty() ? "" : "; " + error.help);
  return out;
}

}  // namespace

Result<Resolution> resolve(Client& client, const std::string& repository, const std::string& tag,
                           const Wanted& wanted) {
  const auto digest = client.digest(repository, tag);
  if (!digest) return refused(digest.error());
  Resolution out;
  out.digest = *digest;
  out.searched = wanted.tag;
  if (wanted.tag) {
    const auto tags = client.tags(repository);
    if (!tags && tags.error().kind == ErrorKind::kTemporary) return tl::unexpected<Error>(tags.error());
    if (!tags) {
      out.note = "its tags cannot be listed: " + tags.error().message;
    } else if (auto found = Search(client, repository, tag, *digest).run(*tags, out); !found) {
      return tl::unexpected<Error>(found.error());
    }
  }
  if (wanted.config) {
    auto config = client.config(repository, *digest);
    if (!config && config.error().kind == ErrorKind::kTemporary) return tl::unexpected<Error>(config.error());
    if (config && image::is_plain(*config)) out.config = std::move(*config);
  }
  return out;
}

}  // namespace dockhone::registry

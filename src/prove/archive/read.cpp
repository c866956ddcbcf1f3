// The module: one archive through libarchive, each file with its SHA-256.
#include <archive.h>
#include <archive_entry.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>

#include "module.h"

namespace {

using Archive = std::unique_ptr<archive, decltype(&archive_read_free)>;
using Digest = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

constexpr std::size_t kBlock = 1 << 16;

int fail(char* message, std::size_t size, const char* why) {
  std::snprintf(message, size, "%s", why == nullptr ? "it cannot be read" : why);
  return 1;
}

dockhone_archive_kind kind_of(archive_entry* entry) {
  if (archive_entry_hardlink(entry) != nullptr) return DOCKHONE_ARCHIVE_HARDLINK;
  switch (archive_entry_filetype(entry)) {
    case AE_IFREG:
      return DOCKHONE_ARCHIVE_FILE;
    case AE_IFDIR:
      return DOCKHONE_ARCHIVE_DIRECTORY;
    case AE_IFLNK:
      return DOCKHONE_ARCHIVE_SYMLINK;
    default:
      return DOCKHONE_ARCHIVE_DEVICE;
  }
}

// The bytes of one file, with zeros where it is sparse.
class File {
 public:
  File(const dockhone_archive_sink& sink, bool wanted)
      : sink_(sink), wanted_(wanted), digest_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
    EVP_DigestInit_ex(digest_.get(), EVP_sha256(), nullptr);
  }

  void put(const char* data, std::size_t size) {
    EVP_DigestUpdate(digest_.get(), data, size);
    if (wanted_) sink_.data(sink_.user, data, size);
    at_ += static_cast<std::int64_t>(size);
  }

  void fill_to(std::int64_t offset) {
    static constexpr std::array<char, kBlock> kZeros{};
    while (at_ < offset)
      put(kZeros.data(), static_cast<std::size_t>(std::min<std::int64_t>(offset - at_, kBlock)));
  }

  void end() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> sum{};
    EVP_DigestFinal_ex(digest_.get(), sum.data(), nullptr);
    sink_.end(sink_.user, sum.data());
  }

 private:
  const dockhone_archive_sink& sink_;
  bool wanted_;
  Digest digest_;
  std::int64_t at_ = 0;
};

int copy(archive* from, archive_entry* entry, File& file) {
  const void* block = nullptr;
  std::size_t size = 0;
  la_int64_t offset = 0;
  int state = ARCHIVE_OK;
  while ((state = archive_read_data_block(from, &block, &size, &offset)) == ARCHIVE_OK) {
    file.fill_to(offset);
    file.put(static_cast<const char*>(block), size);
  }
  if (state != ARCHIVE_EOF) return state;
  file.fill_to(archive_entry_size(entry));
  return ARCHIVE_OK;
}

}  // namespace

extern "C" __attribute__((visibility("default"))) int dockhone_archive_v1(const char* path,
                                                                          const dockhone_archive_sink* sink,
                                                                          char* message,
                                                                          std::size_t message_size) {
  Archive from(archive_read_new(), archive_read_free);
  archive_read_support_filter_all(from.get());
  archive_read_support_format_tar(from.get());
  archive_read_support_format_empty(from.get());
  if (archive_read_open_filename(from.get(), path, kBlock) != ARCHIVE_OK)
    return fail(message, message_size, archive_error_string(from.get()));
  archive_entry* entry = nullptr;
  int state = ARCHIVE_OK;
  while ((state = archive_read_next_header(from.get(), &entry)) == ARCHIVE_OK || state == ARCHIVE_WARN) {
    const char* name = archive_entry_pathname(entry);
    if (name == nullptr) return fail(message, message_size, "a name in it is not readable");
    dockhone_archive_entry out{};
    out.path = name;
    out.kind = kind_of(entry);
    out.mode = static_cast<std::uint32_t>(archive_entry_perm(entry));
    out.uid = static_cast<std::uint32_t>(archive_entry_uid(entry));
    out.gid = static_cast<std::uint32_t>(archive_entry_gid(entry));
    out.size = static_cast<std::uint64_t>(archive_entry_size(entry));
    const char* target = out.kind == DOCKHONE_ARCHIVE_HARDLINK  ? archive_entry_hardlink(entry)
                         : out.kind == DOCKHONE_ARCHIVE_SYMLINK ? archive_entry_symlink(entry)
                                                                : "";
    out.target = target == nullptr ? "" : target;
    bool wanted = sink->entry(sink->user, &out) != 0;
    if (out.kind != DOCKHONE_ARCHIVE_FILE) {
      sink->end(sink->user, nullptr);
      continue;
    }
    File file(*sink, wanted);
    if (copy(from.get(), entry, file) != ARCHIVE_OK)
      return fail(message, message_size, archive_error_string(from.get()));
    file.end();
  }
  return state == ARCHIVE_EOF ? 0 : fail(message, message_size, archive_error_string(from.get()));
}

// What paths of an image mean to a process, by their text alone.
#pragma once

#include <string>
#include <string_view>

#include "transforms/split_stages/stack.h"
#include "transforms/split_stages/surroundings.h"

namespace dockhone::transforms::split_stages {

// Of the distribution, or of several programs.
bool is_shared_directory(std::string_view path);
// There, and empty or the same, in every image of a distribution.
bool is_everywhere(std::string_view path);
// Nothing that runs reads below it.
bool is_read_by_no_process(std::string_view path);
// Where tools leave files on their way: scratch space, logs, their part of a home directory.
bool is_left_by_tools(std::string_view path);
bool is_scratch(std::string_view path);
// Below a home directory that is, or is not, known, hidden.
bool is_hidden_at_home(std::string_view path);
// May the removal of what a package or the base has brought there be what a process is to find?
bool is_removal_of_matter(std::string_view path);
// What the stack's builder keeps for itself.
bool is_build_only(const Stack& stack, const Surroundings& surroundings, std::string_view path,
                   std::size_t instruction);
// What a download is called that gets unpacked or checked.
bool is_download(std::string_view path);
// /run for /var/run: the same directory under its own name.
std::string real_path(std::string path);

}  // namespace dockhone::transforms::split_stages

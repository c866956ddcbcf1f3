#pragma once

#include <string>

// The path of the first line of an HTTP request; empty where it is none.
std::string path_of(const std::string& request);

// The whole of a file, or nothing.
std::string contents(const std::string& file);

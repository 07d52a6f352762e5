#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>

#include <cstdlib>

namespace clockstart::test {

// A folder of one test's own, gone with this object. Its name holds a blank, as users' folders do.
class temp_folder {
public:
    temp_folder() {
        auto pattern = (std::filesystem::temp_directory_path() / "clockstart test XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr) {
            throw std::runtime_error{"no temporary folder could be made"};
        }
        path_ = pattern;
    }
    temp_folder(const temp_folder&) = delete;
    temp_folder& operator=(const temp_folder&) = delete;
    ~temp_folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

} // namespace clockstart::test

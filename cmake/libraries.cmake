# Every library the daemon stands on, found once and given one name each. The Debian packages are listed in packages.txt.
find_package(Threads REQUIRED)
find_package(Boost 1.81 EXACT REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(spdlog REQUIRED)
find_package(fmt REQUIRED)
find_package(date REQUIRED)
find_package(CLI11 REQUIRED)
find_package(CURL REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(OpenSSL REQUIRED)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(oath REQUIRED IMPORTED_TARGET liboath)
pkg_check_modules(qrencode REQUIRED IMPORTED_TARGET libqrencode)
pkg_check_modules(tomlplusplus REQUIRED IMPORTED_TARGET tomlplusplus)
find_library(csv_library csv REQUIRED)
find_library(jemalloc_library jemalloc REQUIRED)
find_library(prometheus_library prometheus-cpp-core REQUIRED)
find_library(soci_core_library soci_core REQUIRED)
find_library(soci_sqlite3_library soci_sqlite3 REQUIRED)
find_path(soci_include soci/soci.h REQUIRED)
find_path(mustache_include kainjow/mustache.hpp REQUIRED)

add_library(soci INTERFACE)
target_include_directories(soci SYSTEM INTERFACE ${soci_include} ${soci_include}/soci)
target_link_libraries(soci INTERFACE ${soci_sqlite3_library} ${soci_core_library})

add_library(prometheus INTERFACE)
target_link_libraries(prometheus INTERFACE ${prometheus_library})

add_library(csv INTERFACE)
target_link_libraries(csv INTERFACE ${csv_library})

add_library(mustache INTERFACE)
target_include_directories(mustache SYSTEM INTERFACE ${mustache_include})

# Warnings are errors for our own code only; what comes from Debian is a system header.
add_library(our_warnings INTERFACE)
target_compile_options(our_warnings INTERFACE -Wall -Wextra -Wshadow -Wconversion -Wnon-virtual-dtor -Woverloaded-virtual
  -Wno-missing-field-initializers -Wno-mismatched-new-delete -Werror) # the last: GCC 12 mistakes the frames of coroutines

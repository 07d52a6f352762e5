# shellcheck shell=bash
# Sourced. Configures once and builds; a build folder with nothing to do costs less than a second.

build() { # PRESET TARGET...
    local preset=$1 home
    export CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime # it refuses precompiled headers otherwise
    shift
    local -a launcher=()
    # A build folder made for another place of the repository is no use here.
    home=$(sed -n 's/^CMAKE_HOME_DIRECTORY:INTERNAL=//p' "build/$preset/CMakeCache.txt" 2>/dev/null || true)
    if [[ $home != "$PWD" || ! -f build/$preset/build.ninja ]]; then
        if command -v ccache >/dev/null; then
            launcher=(-D CMAKE_C_COMPILER_LAUNCHER=ccache -D CMAKE_CXX_COMPILER_LAUNCHER=ccache)
        fi
        cmake --fresh --preset "$preset" "${launcher[@]}" || return 1
    fi
    cmake --build --preset "$preset" --target "$@"
}

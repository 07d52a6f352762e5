# shellcheck shell=bash
# Sourced. Installs the Debian packages of packages.txt that are missing; a machine that has them all is not touched.

# The names in the given sections of a list of packages.
packages_of() { # FILE SECTION...
    local file=$1
    shift
    awk -v wanted=" $* " '
        /^\[/ { match($1, /[a-z]+/); open = index(wanted, " " substr($1, RSTART, RLENGTH) " "); next }
        /^[^#[:space:]]/ && open { print $1 }' "$file"
}

# Whether a Node.js of 18 or newer is there, however it was installed.
node_is_new_enough() {
    local version
    version=$(node --version 2>/dev/null) || return 1
    version=${version#v}
    ((${version%%.*} >= 18))
}

# Of the names on standard input, those that are not installed.
missing_packages() {
    local name
    local -A state=()
    local status package
    while read -r status package; do
        state[${package%%:*}]=$status
    done < <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' 2>/dev/null)
    while read -r name; do
        [[ ${state[$name]-} == installed ]] && continue
        case $name in
        nodejs) node_is_new_enough && continue ;;
        npm) node_is_new_enough && command -v npm >/dev/null && continue ;;
        esac
        printf '%s\n' "$name"
    done
}

install_packages() { # SECTION...
    local -a missing as_root=() options=(-y -qq --no-install-recommends -o DPkg::Lock::Timeout=300)
    mapfile -t missing < <(packages_of packages.txt "$@" | missing_packages)
    ((${#missing[@]})) || return 0

    printf 'Installing %d Debian packages: %s\n' "${#missing[@]}" "${missing[*]}"
    if ((EUID != 0)); then
        as_root=(sudo)
        if ! command -v sudo >/dev/null; then
            printf 'This needs root and there is no sudo. As root: apt-get install %s\n' "${missing[*]}" >&2
            return 1
        fi
    fi
    # A list of packages from last month names files that are gone; a list that cannot be renewed may still do.
    "${as_root[@]}" apt-get update -qq || printf 'The list of packages could not be renewed; trying with the old one.\n' >&2
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install "${options[@]}" "${missing[@]}" || return 1
    if ! node_is_new_enough; then
        printf 'The Node.js found first (%s) is older than 18; a newer one is needed.\n' "$(command -v node)" >&2
        return 1
    fi
}

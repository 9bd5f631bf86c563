#!/usr/bin/env bash
# scripts/install-packages.sh demo|test|make: installs the Debian packages that are missing, as root or through sudo.
# Where neither is possible it names them and ends with 1. Nothing is touched when nothing is missing.
set -euo pipefail

purpose=${1:-test}
missing=()

need() { # need PACKAGES TEST…: the packages are missing when the test fails
  local packages=$1
  shift
  "$@" >/dev/null 2>&1 || missing+=($packages)
}
has() { command -v "$1"; }
has_c_compiler() { has cc && echo '#include <stdio.h>' | cc -E -; }
has_chinese_font() { compgen -G '/usr/share/fonts/*/*/NotoSansCJK*' || fc-list :lang=zh-cn family | grep -q .; }
has_libreoffice() { has soffice && compgen -G '/usr/lib/libreoffice/program/libswlo.so' && compgen -G '/usr/lib/libreoffice/program/libsclo.so'; }
has_postgres_server() { has initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb'; }

if [ "$purpose" != make ]; then
  for tool in cargo node npm; do
    has "$tool" >/dev/null || { echo "Please install Rust (rustup.rs) and Node 20 or newer (nodejs.org) first: '$tool' was not found." >&2; exit 1; }
  done
  if [ "$(node -p 'parseInt(process.versions.node)')" -lt 20 ]; then
    echo "Node 20 or newer is needed; this one is $(node --version)." >&2
    exit 1
  fi
fi

need make has make
if [ "$purpose" != make ]; then
  need "gcc libc6-dev" has_c_compiler
fi
if [ "$purpose" = test ]; then
  need git has git
  need chromium has chromium
  need fonts-noto-cjk has_chinese_font
  need postgresql has_postgres_server
  need poppler-utils has pdftotext
  # What reads our papers and sheets back: PDF checkers, and a word processor and a spreadsheet program without windows.
  need qpdf has qpdf
  need mupdf-tools has mutool
  need "libreoffice-writer-nogui libreoffice-calc-nogui" has_libreoffice
  for component in rustfmt clippy; do
    cargo "${component#rust}" --version >/dev/null 2>&1 || { echo "adding $component"; rustup component add "$component"; }
  done
fi

if [ "${#missing[@]}" -eq 0 ]; then
  echo "nothing is missing"
  exit 0
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  as_root=(sudo -n)
fi
if ! has apt-get >/dev/null || ! { [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null; }; then
  echo "These packages are missing and can't be installed from here: ${missing[*]}" >&2
  echo "On Debian: sudo apt-get install ${missing[*]}" >&2
  exit 1
fi

apt() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 "$@" </dev/null; }

# Debian's package would start a cluster of its own on port 5432. Ours is private and short-lived (scripts/with-postgres.sh).
no_cluster=/etc/postgresql-common/createcluster.d/hetiao.conf
case " ${missing[*]} " in
  *" postgresql "*)
    "${as_root[@]}" mkdir -p "$(dirname "$no_cluster")"
    echo 'create_main_cluster = false' | "${as_root[@]}" tee "$no_cluster" >/dev/null
    trap '"${as_root[@]}" rm -f "$no_cluster"' EXIT
    ;;
esac

echo "installing ${missing[*]}"
apt update
apt install --yes --no-install-recommends "${missing[@]}"

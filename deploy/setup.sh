#!/usr/bin/env bash
# Looks for what the project cannot bring itself, and installs from Debian what it can.
set -euo pipefail

say() { printf 'luwte: %s\n' "$1" >&2; exit 1; }

tools() {
  command -v cargo >/dev/null || say "Rust is missing: install Rust 1.95 or later with rustup, then run this again."
  command -v npm >/dev/null || say "Node.js is missing: install Node.js 20 or later with npm, then run this again."
  command -v cc >/dev/null || debian gcc libc6-dev
}

debian() {
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "luwte: installing $* (a minute or so)" >&2
    apt-get update -qq >&2
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
  else
    say "$* is missing: run 'sudo apt-get install $*', then run this again."
  fi
}

case "${1:-}" in
  tools) tools ;;
  tests)
    tools
    command -v chromium >/dev/null || debian chromium fonts-noto-core fonts-noto-color-emoji
    command -v firefox-esr >/dev/null || debian firefox-esr
    command -v redis-server >/dev/null || debian redis-server
    ;;
  *) say "usage: setup.sh tools|tests" ;;
esac

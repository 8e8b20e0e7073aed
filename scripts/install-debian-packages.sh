#!/usr/bin/env bash
# Install the Debian packages that the tests look at the world through, when they are missing and apt-get is there:
# poppler-utils turns PDF pages into text and pictures, tmux is the real terminal of the terminal UI's tests, LibreOffice
# counts the numbers of a DOCX as a person sees them (without its windows: 40 seconds, most of them unpacking), chromium
# shows the pages (with Lato, and with Carlito where a DOCX asks for Calibri), java runs the validator of HTML.
# Where this does not work (another system, no rights), the tests that need them are skipped and say so.
set -u

missing=()
command -v pdftotext >/dev/null 2>&1 || missing+=(poppler-utils)
command -v tmux >/dev/null 2>&1 || missing+=(tmux)
command -v soffice >/dev/null 2>&1 || missing+=(libreoffice-writer-nogui)
command -v chromium >/dev/null 2>&1 || missing+=(chromium)
command -v java >/dev/null 2>&1 || missing+=(default-jre-headless)
fonts=$(fc-list : family 2>/dev/null)
grep -q Lato <<<"$fonts" || missing+=(fonts-lato)
grep -q Carlito <<<"$fonts" || missing+=(fonts-crosextra-carlito)
[ ${#missing[@]} -eq 0 ] && exit 0

if ! command -v apt-get >/dev/null 2>&1; then
  echo "No apt-get here; please install: ${missing[*]}" >&2
  exit 0
fi

as_root=()
[ "$(id -u)" -eq 0 ] || as_root=(sudo -n)
export DEBIAN_FRONTEND=noninteractive
{ "${as_root[@]}" apt-get update -qq && "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >/dev/null \
  || echo "Could not install: ${missing[*]}; the tests that need them will be skipped" >&2
exit 0

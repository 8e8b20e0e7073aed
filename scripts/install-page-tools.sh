#!/usr/bin/env bash
# Bring what the tests look at our HTML with into requirements/web/node_modules: axe and the validator of the W3C, by the
# hashes of package-lock.json. They are run by chromium and java. Where npm is missing, those tests are skipped and say so.
set -u
cd "$(dirname "$0")/../requirements/web"

if ! command -v npm >/dev/null 2>&1; then
  echo "No npm here; the tests that need axe or the validator will be skipped" >&2
  exit 0
fi
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null \
  || echo "Could not install axe and the validator; the tests that need them will be skipped" >&2
exit 0

#!/usr/bin/env bash
# fetch_test -- `hebb data fetch` from a loopback server that behaves well or badly.
set -euo pipefail

: "${HEBB_SOURCE_DIR:?}" "${HEBB_BINARY:?}"
command -v python3 >/dev/null || {
  echo "skipped: no python3 here"
  exit 77
}
# Python writes no byte code beside the sources.
export PYTHONDONTWRITEBYTECODE=1
python3 "$HEBB_SOURCE_DIR/tests/cli/fetch.py"
python3 "$HEBB_SOURCE_DIR/tests/cli/fetch_files.py"

#!/usr/bin/env bash
# faults_test -- no failing call costs a finished run or leaves a wrong one. A sample; every call
# with HEBB_TEST_FULL=1.
set -euo pipefail

: "${HEBB_SOURCE_DIR:?}" "${HEBB_BINARY:?}"
command -v python3 >/dev/null || {
  echo "skipped: no python3 here"
  exit 77
}
# Python writes no byte code beside the sources.
export PYTHONDONTWRITEBYTECODE=1
python3 "$HEBB_SOURCE_DIR/tests/fault/faults.py" "$@"

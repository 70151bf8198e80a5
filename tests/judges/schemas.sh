#!/usr/bin/env bash
# Judges the JSON Schemas that editors get.
# usage: schemas.sh SEBAR [ROOT]     SEBAR: the program; ROOT: the folder with content/ and tests/, by default this project
set -euo pipefail
# shellcheck source=tests/judges/tools.sh
. "$(dirname "${BASH_SOURCE[0]}")/tools.sh"

[ -x "$python" ] || { echo 'schemas: not installed: run tests/judges/install.sh' && exit 125; }
PYTHONDONTWRITEBYTECODE=1 exec "$python" "$here/schemas.py" "$@"

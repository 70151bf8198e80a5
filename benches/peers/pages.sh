#!/usr/bin/env bash
# usage: pages.sh PAGES OUT      ($PEERS: where the peers are)      Hugo on simple pages
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
exec "$PEERS/hugo" --quiet --config "$here/hugo/hugo.toml" --layoutDir "$here/hugo/layouts" --contentDir "$1" --destination "$2" --source "$here/hugo"

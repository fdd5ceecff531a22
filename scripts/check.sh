#!/usr/bin/env bash
# Everything CI checks without building or starting anything. `npm run fix` repairs what a tool can repair.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/node_modules/.bin:$PATH"

biome ci --error-on-warnings .
tsc
depcruise --output-type err-long src scripts test
knip
node scripts/update-docs.ts --check

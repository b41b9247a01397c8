#!/usr/bin/env bash
# Builds the solution once, runs every test project, and ends with one line: "N passed, N failed".
# A project that does not build, does not start, crashes, hangs or holds no test counts as one failure: silence is
# never a pass. JOBS says how many projects run at once, TEST_SECONDS_MAX how long each may take.
set -u
cd "$(dirname "$0")/../.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

export RESULTS="$PWD/.artifacts/test-results"
export TEST_SECONDS_MAX="${TEST_SECONDS_MAX:-1200}"
rm -rf "$RESULTS"
mkdir -p "$RESULTS"

give_up() {
  echo "$1" >&2
  echo "0 passed, 1 failed"
  exit 1
}

tools/build/need-sdk.sh || give_up "no tests ran"
# -nr:false: a build node that outlived us would hold the pipe of whoever started us.
dotnet build Appliance.sln -c Release --nologo -v q -m:2 -nr:false -clp:NoSummary || give_up "the build failed"

# Prints the project's log only where something went wrong. Leaves NAME.trx, and NAME.broken where that is no use.
run_project() {
  local name=$1 trx="$RESULTS/$1.trx" log="$RESULTS/$1.log" start=$SECONDS rc
  timeout "$TEST_SECONDS_MAX" dotnet test ".artifacts/bin/$name/release/$name.dll" --results-directory "$RESULTS" \
    --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=minimal" >"$log" 2>&1
  rc=$?
  if [ "$rc" -eq 0 ] && grep -q '<Counters total="[1-9]' "$trx" 2>/dev/null; then
    printf 'ok    %s (%d s)\n' "$name" $((SECONDS - start))
    return
  fi
  # Failed tests are counted from the trx; anything else has to be counted here.
  if ! grep -q '<Counters [^>]*failed="[1-9]' "$trx" 2>/dev/null || [ "$rc" -gt 1 ]; then
    echo "exit code $rc" >"$RESULTS/$name.broken"
    grep -q '<Counters total="[1-9]' "$trx" 2>/dev/null || echo "no test ran" >>"$RESULTS/$name.broken"
  fi
  {
    printf 'FAIL  %s (%d s)\n' "$name" $((SECONDS - start))
    sed 's/^/      /' "$log" "$RESULTS/$name.broken" 2>/dev/null
  } >"$RESULTS/$name.report"
  cat "$RESULTS/$name.report"
}
export -f run_project

projects=()
for file in tests/*.Tests/*.csproj; do
  [ -f "$file" ] && projects+=("$(basename "$file" .csproj)")
done
[ "${#projects[@]}" -gt 0 ] || give_up "there is no test project"
printf '%s\n' "${projects[@]}" | xargs -P "${JOBS:-2}" -I{} bash -c 'run_project {}'

# trx leaves out what was skipped: total - executed. What was executed and did not pass has failed.
passed=0 failed=0 skipped=0
for name in "${projects[@]}"; do
  counters=$(grep -o '<Counters [^>]*' "$RESULTS/$name.trx" 2>/dev/null)
  field() { sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$counters"; }
  total=$(field total) executed=$(field executed) ok=$(field passed)
  passed=$((passed + ${ok:-0}))
  failed=$((failed + ${executed:-0} - ${ok:-0}))
  skipped=$((skipped + ${total:-0} - ${executed:-0}))
  if [ -f "$RESULTS/$name.broken" ] || [ -z "$counters" ]; then
    failed=$((failed + 1))
  fi
done

summary="$passed passed, $failed failed"
[ "$skipped" -eq 0 ] || summary="$summary, $skipped skipped"
echo "$summary"
[ "$failed" -eq 0 ]

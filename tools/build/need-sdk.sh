#!/usr/bin/env bash
# Says what to install when the .NET SDK is missing or too old. Installs nothing.
set -u
major=10

fail() {
  echo "error: $1" >&2
  if command -v apt-get >/dev/null 2>&1; then
    echo "  install it with: apt-get install dotnet-sdk-$major.0" >&2
    echo "  (where that package is unknown, use the download page of .NET $major)" >&2
  else
    echo "  install the .NET $major SDK and put dotnet on the PATH" >&2
  fi
  exit 1
}

command -v dotnet >/dev/null 2>&1 || fail "the .NET $major SDK is needed, and dotnet is not on the PATH"
version=$(dotnet --version 2>/dev/null) || fail "the .NET $major SDK is needed; dotnet is here, but no SDK"
[ "${version%%.*}" -ge "$major" ] 2>/dev/null || fail "the .NET $major SDK is needed; this one is $version"

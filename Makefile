# One command a job. Needs only the .NET 10 SDK, bash and coreutils.
export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1
export DOTNET_SKIP_FIRST_TIME_EXPERIENCE := 1

SHELL := /bin/bash
BUILD := -c Release --nologo -v q -m:2 -nr:false
SCENARIO ?= crash-2021-05-19
FILTER ?= *
SEED ?= 1
PROFILE ?=
EXACT_STREAMS ?= 1667
FUZZ_INPUTS ?= 10000000
FUZZ_SCHEMAS ?= 1000

.DEFAULT_GOAL := help
.PHONY: help sdk build run test exact fuzz bench fmt check-fmt clean version

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(firstword $(MAKEFILE_LIST)) | \
	  while IFS='|' read -r name text; do printf '  %-10s %s\n' "$$name" "$$text"; done

sdk:
	@tools/build/need-sdk.sh

build: sdk ## build everything in Release
	@dotnet build Appliance.sln $(BUILD)

run: sdk ## run the appliance on a scenario: make run [SCENARIO=name] [ARGS="..."]
	@dotnet build host/Appliance.Host $(BUILD)
	@.artifacts/bin/Appliance.Host/release/appliance run --scenario $(SCENARIO) $(ARGS)

test: ## build and run every test; the last line counts them
	@tools/build/test.sh

exact: sdk ## compare device and oracle on 1,000,000 commands: make exact [PROFILE=LITE] [SEED=n] [EXACT_STREAMS=n]
	@dotnet build tests/Appliance.Exactness.Tests $(BUILD)
	@PROFILE=$(PROFILE) SEED=$(SEED) EXACT_STREAMS=$(EXACT_STREAMS) dotnet test \
	  .artifacts/bin/Appliance.Exactness.Tests/release/Appliance.Exactness.Tests.dll \
	  --filter 'FullyQualifiedName~StreamTests|FullyQualifiedName~MutantTests' --logger 'console;verbosity=detailed'

fuzz: sdk ## fuzz generated codecs, planted faults first: make fuzz [SEED=n] [FUZZ_INPUTS=n] [FUZZ_SCHEMAS=n]
	@dotnet build tests/Appliance.Sbe.Tests $(BUILD)
	@.artifacts/bin/Appliance.Sbe.Fuzz/release/Appliance.Sbe.Fuzz --seed $(SEED) --inputs $(FUZZ_INPUTS)
	@SEED=$(SEED) FUZZ_SCHEMAS=$(FUZZ_SCHEMAS) dotnet test \
	  .artifacts/bin/Appliance.Sbe.Tests/release/Appliance.Sbe.Tests.dll \
	  --filter 'FullyQualifiedName~SchemaFuzzTests' --logger 'console;verbosity=detailed'

bench: sdk ## run benchmarks: make bench [FILTER=name]
	@dotnet build tools/Appliance.Bench $(BUILD)
	@.artifacts/bin/Appliance.Bench/release/Appliance.Bench --filter '$(FILTER)' $(ARGS)

fmt: sdk ## format the sources
	@dotnet format whitespace . --folder --exclude .artifacts
	@dotnet format style Appliance.sln

check-fmt: sdk ## fail when fmt would change something
	@dotnet format whitespace . --folder --exclude .artifacts --verify-no-changes
	@dotnet format style Appliance.sln --verify-no-changes

clean: ## remove everything built
	@rm -rf .artifacts

version: sdk ## print the version, the commit and the SDK
	@printf 'appliance %s, commit %s, .NET SDK %s\n' \
	  "$$(dotnet msbuild tools/build/Appliance.props -getProperty:Version)" \
	  "$$(git rev-parse --short HEAD 2>/dev/null || echo unknown)" "$$(dotnet --version)"

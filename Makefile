# Two commands: `make demo` and `make test`. Each installs what it needs.

.PHONY: demo test test-safer check setup pages bench folder-timing simulate chaos rolling model vectors clean
SHELL := /bin/bash

demo: pages ## build everything and open a demo helpline on this machine
	cargo build --release -p luwte
	./target/release/luwte demo

test: setup pages ## every test of the project, on both boards, in Chromium, and a minute of killing
	cargo test --workspace --exclude luwte-test-server --quiet
	cargo build -p luwte -p luwte-test-interop -p luwte-test-chaos
	LUWTE_TEST_BOARD=memory cargo test -p luwte-test-server --quiet
	LUWTE_TEST_BOARD=redis cargo test -p luwte-test-server --quiet
	npm test --workspaces --if-present
	./target/debug/luwte-test-chaos

test-safer: setup pages ## every test in a browser, without JIT and WebAssembly, as in Tor Browser's "Safer" and Lockdown Mode
	cargo build -p luwte
	LUWTE_SAFER=1 npm test -w tests/browser

check: node_modules/.ready pages ## format, lints, types
	cargo fmt --all -- --check
	cargo clippy --workspace --all-targets --quiet -- -D warnings
	npx biome ci .
	npm run check --workspaces --if-present

setup: ## what Debian has to provide: a browser and a Redis
	@deploy/setup.sh tests

node_modules/.ready: package.json package-lock.json web-client/package.json tests/browser/package.json
	@deploy/setup.sh tools
	# Not `npm ci`: it demands binaries for every platform in the lock file, and not every registry carries them.
	npm install --no-audit --no-fund --no-save
	@touch $@

web-client/dist/index.html: node_modules/.ready $(shell find web-client -name node_modules -prune -o -name dist -prune -o -type f -print)
	npm run build -w web-client

pages: web-client/dist/index.html ## the two pages, ready to be put into the binary

bench: pages ## memory of an idle visitor, beside the framework at its defaults
	cargo build --release -p luwte -p luwte-test-load
	ulimit -n 16384 && ./target/release/luwte-test-load

FOLDER_TIMING := cargo test --release --quiet -p luwte-test-server --test it -- --ignored --nocapture --test-threads 1

folder-timing: setup pages ## whether a folder is there cannot be told from the time of the answer: in memory, on a disk, in Redis
	cargo build --release -p luwte
	LUWTE_TEST_BOARD=memory $(FOLDER_TIMING) folder::timing
	LUWTE_TEST_BOARD=redis $(FOLDER_TIMING) folder::timing::the_time_of_an_answer

simulate: ## ten thousand evenings in virtual time: a server that dies, or two nodes that are cut off; SEED=n plays one again
	cargo run --release --quiet -p luwte-test-simulation

chaos: setup pages ## two nodes and a Redis, killed again and again: CHAOS_MINUTES=60 for an hour
	cargo build --release -p luwte -p luwte-test-chaos
	./target/release/luwte-test-chaos

rolling: setup pages ## the nodes restart in turn, as in an upgrade, and nobody is interrupted for more than 3 s
	cargo build --release -p luwte -p luwte-test-chaos
	./target/release/luwte-test-chaos rolling

model: ## every interleaving of two visitors, two counsellors and two nodes, within bounds; SECONDS=n for each search
	cargo run --release --quiet -p luwte-test-model

vectors: ## write the frozen transcripts again, after a deliberate change of the protocol
	LUWTE_WRITE_VECTORS=1 cargo test -p luwte-conversation --test vectors

clean:
	cargo clean
	rm -rf node_modules web-client/dist

//! Tests of the whole program as it is started. The crash test runs apart: `scripts/test.sh` asks for the module `crash`.

#[cfg(test)]
#[path = "../../src/bench/client.rs"]
mod client;
#[cfg(test)]
mod crash;

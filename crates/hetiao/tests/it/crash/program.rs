//! The program as a process: started, killed, told to stop, asked to verify.

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use store::Target;

/// A running program. Killed when it is dropped.
pub(super) struct Program {
    process: Child,
    /// Where it listens.
    pub(super) address: SocketAddr,
    /// Kept open: a program whose output nobody takes would end by itself.
    _output: BufReader<ChildStdout>,
}

fn command(what: &str, target: &Target, data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hetiao"));
    for name in ["HETIAO_DATA", "HETIAO_DATABASE_URL", "HETIAO_LISTEN", "HETIAO_BEHIND_TLS", "HETIAO_TRUST_PROXY", "RUST_LOG"] {
        command.env_remove(name);
    }
    command.arg(what).arg("--data").arg(data);
    if let Target::Postgres(url) = target {
        command.env("HETIAO_DATABASE_URL", url);
    }
    command
}

impl Program {
    /// Starts it and waits until it listens.
    #[expect(clippy::zombie_processes, reason = "`kill` waits; a panic before it ends the test")]
    pub(super) fn start(target: &Target, data: &Path) -> Self {
        let mut process =
            command("serve", target, data).args(["--listen", "127.0.0.1:0"]).stdout(Stdio::piped()).spawn().expect("the program starts");
        let mut output = BufReader::new(process.stdout.take().expect("its output"));
        let mut line = String::new();
        loop {
            line.clear();
            assert!(output.read_line(&mut line).expect("a line") > 0, "the program ended before it listened");
            if let Some(address) = line.trim().strip_prefix("HETIAO_READY http://") {
                let address = address.parse().expect("an address");
                return Self { process, address, _output: output };
            }
        }
    }

    /// Kills it: SIGKILL, nothing is finished.
    pub(super) fn kill(mut self) {
        self.process.kill().expect("it was running until now");
        self.process.wait().expect("it is gone");
    }

    /// Asks it to stop and waits until it has.
    pub(super) fn stop(mut self) {
        let asked = Command::new("sh").args(["-c", &format!("kill -TERM {}", self.process.id())]).status().expect("a shell");
        assert!(asked.success());
        assert!(self.process.wait().expect("it ends").success(), "a clean end");
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // Gone already, as a rule.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// `hetiao verify` finds every chain whole.
pub(super) fn verify(target: &Target, data: &Path) {
    let output = command("verify", target, data).output().expect("the program starts");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "hetiao verify: {said}\n{}", String::from_utf8_lossy(&output.stderr));
    print!("{said}");
}

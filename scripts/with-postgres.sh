#!/usr/bin/env bash
# scripts/with-postgres.sh [--durable] COMMAND…: runs the command beside a private PostgreSQL and removes it afterwards.
# The command finds it in HETIAO_TEST_POSTGRES. Without --durable nothing is synced to the disk (quicker; for ordinary tests).
set -euo pipefail

speed=(-c fsync=off -c synchronous_commit=off -c full_page_writes=off)
if [ "${1:-}" = --durable ]; then
  speed=()
  shift
fi

initdb=$(ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -n 1 || true)
initdb=${initdb:-$(command -v initdb || true)}
[ -n "$initdb" ] || { echo "no PostgreSQL server found: run scripts/install-packages.sh test" >&2; exit 1; }
bin=$(dirname "$(readlink -f "$initdb")")

# PostgreSQL refuses to run as root; the kernel stops it should this script be killed.
run_as=(setpriv --pdeathsig INT --)
owner=$(id -un)
if [ "$(id -u)" -eq 0 ]; then
  owner=postgres
  id -u postgres >/dev/null 2>&1 || owner=nobody
  run_as=(setpriv --reuid "$owner" --regid "$(id -g "$owner")" --init-groups --pdeathsig INT --)
fi

home=$(mktemp -d "${TMPDIR:-/tmp}/hetiao-postgres.XXXXXX")
server=
stop() {
  code=$?
  trap - EXIT INT TERM
  if [ -n "$server" ]; then
    kill -QUIT "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
  fi
  rm -rf "$home"
  exit "$code"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
(umask 077 && printf '%s\n' "$password" >"$home/password")
chown -R "$owner" "$home"
cd "$home"
"${run_as[@]}" "$bin/initdb" --pgdata="$home/cluster" --username=postgres --pwfile="$home/password" --auth=password \
  --locale=C --encoding=UTF8 --no-sync >"$home/initdb.log" 2>&1 || { cat "$home/initdb.log" >&2; exit 1; }
rm "$home/password"
cd "$OLDPWD"

listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

start() { # start PORT: true once the server takes connections there
  "${run_as[@]}" "$bin/postgres" -D "$home/cluster" -p "$1" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
    -c max_connections=400 -c shared_buffers=128MB -c logging_collector=off "${speed[@]}" >"$home/server.log" 2>&1 &
  server=$!
  for _ in $(seq 600); do
    grep -q 'ready to accept connections' "$home/server.log" && return 0
    kill -0 "$server" 2>/dev/null || break
    sleep 0.05
  done
  kill -QUIT "$server" 2>/dev/null || true
  wait "$server" 2>/dev/null || true
  server=
  return 1
}

port=
for _ in $(seq 5); do
  port=$((20000 + RANDOM % 12000))
  listens "$port" && continue
  start "$port" && break
done
[ -n "$server" ] || { tail -n 20 "$home/server.log" >&2; echo "PostgreSQL did not start" >&2; exit 1; }

export HETIAO_TEST_POSTGRES="postgres://postgres:$password@127.0.0.1:$port/postgres"
"$@"

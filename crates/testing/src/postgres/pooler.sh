# Runs PgBouncer for as long as standard input stays open, then removes its directory.
# Arguments: the program, an empty directory, a port, where the server is in PgBouncer's words, how
# many sessions a database has.
# Prints "ready" once connections are taken, or else the end of the log.

program=$1 home=$2 port=$3 server=$4 sessions=$5

finish() {
    trap '' EXIT HUP INT TERM
    [ -z "$pid" ] || { kill -9 "$pid" && wait "$pid"; }
    cd / && rm -rf "$home"
}

fail() {
    tail -n 12 "$home/log" >&3
    exit 1
}

pid=
trap '' PIPE
trap finish EXIT
trap 'exit 1' HUP INT TERM

exec 3>&1 >>"$home/log" 2>&1 || exit 1

# Nothing is reset between transactions: that is the server's own affair.
cat >"$home/ini" <<EOF
[databases]
$server
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = $port
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = $sessions
max_client_conn = 200
server_reset_query =
EOF

"$program" "$home/ini" 3>&- &
pid=$!

for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    kill -0 "$pid" || fail
    grep -q 'process up' "$home/log" && break
    sleep 0.1
done
grep -q 'process up' "$home/log" || fail
echo ready >&3
exec 3>&-

read -r _

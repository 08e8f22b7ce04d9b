# Runs a PostgreSQL cluster for as long as standard input stays open, then removes it.
# Arguments: the directory of PostgreSQL's programs, an empty directory, a port.
# Prints "ready" once connections are taken, or else the end of the log. Then each line of
# standard input is a command, stop or start, and is answered with "done" or "failed".

programs=$1 home=$2 port=$3

finish() {
    trap '' EXIT HUP INT TERM
    "$programs/pg_ctl" --pgdata="$home/data" --mode=immediate stop
    cd / && rm -rf "$home"
}

fail() {
    tail -n 12 "$home/log" >&3
    exit 1
}

# Who waits for our words may be gone when they are written.
trap '' PIPE
trap finish EXIT
trap 'exit 1' HUP INT TERM

exec 3>&1 >>"$home/log" 2>&1 || exit 1

for locale in C.UTF-8 C; do
    "$programs/initdb" --pgdata="$home/data" --username=postgres --auth=trust \
        --encoding=UTF8 --locale="$locale" --no-sync 3>&- && break
done
[ -f "$home/data/postgresql.conf" ] || fail

# Only the loopback address, and no socket in a shared directory. A crash may lose the
# data: nobody will read it again. Autovacuum would open sessions on templates.
cat >>"$home/data/postgresql.conf" <<EOF
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = ''
max_connections = 200
shared_buffers = 32MB
fsync = off
full_page_writes = off
synchronous_commit = off
autovacuum = off
max_wal_size = 96MB
EOF

"$programs/pg_ctl" --pgdata="$home/data" --wait --timeout=60 --log="$home/log" start 3>&- || fail
echo ready >&3

while read -r command; do
    case $command in
    stop) "$programs/pg_ctl" --pgdata="$home/data" --wait --mode=fast stop 3>&- ;;
    start)
        "$programs/pg_ctl" --pgdata="$home/data" --wait --timeout=60 --log="$home/log" start 3>&-
        ;;
    *) false ;;
    esac && echo done >&3 || echo failed >&3
done

# SPDX-License-Identifier: MIT
# Sourced by the tests of this folder: PostgreSQL servers of their own in a
# folder of their own, reached by a socket in it, stopped and removed at the
# end. Exits with 77 where there is no PostgreSQL or PostGIS to start.
# shellcheck shell=bash
set -eu
export LC_ALL=C.UTF-8
unset PGHOST PGPORT PGUSER PGDATABASE PGPASSWORD PGOPTIONS PGSERVICE

bin=
for folder in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V) \
              "$(pg_config --bindir 2>/dev/null || true)"; do
    [ -x "$folder/initdb" ] && bin=$folder
done
postgis=$(ls /usr/share/postgresql/*/extension/postgis.control \
    "$(pg_config --sharedir 2>/dev/null || true)/extension/postgis.control" \
    2>/dev/null | head -1)
if [ -z "$bin" ] || [ -z "$postgis" ] || ! command -v psql ogr2ogr >/dev/null
then
    echo "skipped: no PostgreSQL with PostGIS, psql and ogr2ogr" >&2
    exit 77
fi

# initdb refuses root, so a server is run by nobody then.
as=
if [ "$(id -u)" -eq 0 ]; then
    as="setpriv --reuid=65534 --regid=65534 --clear-groups"
fi
temp=$(mktemp -d /tmp/basincheck-pg.XXXXXX)
chmod 755 "$temp"
started=

stop_all() {
    for name in $started; do
        stop "$name"
    done
    rm -rf "$temp"
}
trap stop_all EXIT

# start NAME: a new server, or one that was stopped, at the socket $temp/NAME;
# with $server_options.
start() {
    local data=$temp/$1/data
    if [ ! -d "$data" ]; then
        mkdir -p "$data"
        chmod 700 "$data"
        [ -z "$as" ] || chown -R nobody "$temp/$1"
        $as env HOME="$temp/$1" "$bin/initdb" -D "$data" -A trust -U postgres \
            -E UTF8 --locale=C.UTF-8 >"$temp/initdb.log"
    fi
    $as env HOME="$temp/$1" "$bin/pg_ctl" -D "$data" -l "$temp/$1/log" -w -s \
        -o "-c listen_addresses='' -c unix_socket_directories='$temp/$1' \
            -c fsync=off -c shared_buffers=32MB -c max_connections=20 \
            ${server_options:-}" start
    started="$started $1"
}

stop() {
    $as env HOME="$temp/$1" "$bin/pg_ctl" -D "$temp/$1/data" -m immediate -s \
        stop || true
    started=$(echo " $started " | sed "s/ $1 / /")
}

# ask NAME ARGUMENT...: psql
ask() {
    local name=$1
    shift
    psql -h "$temp/$name" -U postgres -d hubei -qXAt -v ON_ERROR_STOP=1 "$@"
}

new_database() {
    psql -h "$temp/$1" -U postgres -qXc 'CREATE DATABASE hubei'
}

fail() {
    echo "failed: $*" >&2
    exit 1
}

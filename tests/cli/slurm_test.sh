#!/usr/bin/env bash
# slurm_test -- a sweep under a real Slurm: two nodes on this machine, one of which is killed.
#
# Begins first: it waits for a minute.
#
# munged, slurmctld and two slurmd with a configuration, a key and ports of their own, on loopback.
set -euo pipefail

PATH=$PATH:/usr/sbin:/sbin
for program in munged slurmctld slurmd sbatch squeue scontrol; do
  if ! command -v "$program" >/dev/null; then
    echo "left out: no $program here (packages munge, slurmctld, slurmd and slurm-client)"
    exit 77
  fi
done

here=$(cd "$(dirname "$0")" && pwd)
root=${HEBB_SOURCE_DIR:-$(cd "$here/../.." && pwd)}
hebb=${HEBB_BINARY:-$root/build/bin/hebb}
zoo=${HEBB_ZOO_DIR:-$root/build/tests/zoo}
scratch=$(mktemp -d)
daemons=()
unset HEBB_PLUGIN_PATH HEBB_DATA_DIR
export HOME=$scratch XDG_DATA_HOME=$scratch/data NO_COLOR=1 SLURM_CONF=$scratch/slurm.conf

# Jobs first, so that slurmd ends their processes; then what was started here.
clean_up() {
  local status=$?
  scancel --user="$(id -un)" >/dev/null 2>&1 || true
  sleep 1
  ((${#daemons[@]} == 0)) || kill -9 "${daemons[@]}" 2>/dev/null || true
  if ((status != 0)); then
    tail -n 20 "$scratch"/*.log "$scratch"/sweep/slurm/*.log 2>/dev/null || true
  fi
  rm -rf "$scratch" 2>/dev/null || true
}
trap clean_up EXIT

fail() {
  printf 'FAILED: %s\n' "$*"
  exit 1
}

# eventually SECONDS COMMAND... -- true as soon as the command is.
eventually() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@"; do
    ((SECONDS < deadline)) || return 1
    sleep 0.2
  done
}

free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# start NAME COMMAND... -- in the background, with its output in NAME.log.
start() {
  "${@:2}" >"$scratch/$1.log" 2>&1 &
  daemons+=($!)
}

start_slurm() {
  local user
  user=$(id -un)
  head -c 128 /dev/urandom >"$scratch/key"
  chmod 400 "$scratch/key"
  mkdir "$scratch/state" "$scratch/n1" "$scratch/n2"
  # A lost node is noticed in seconds, and its jobs begin anew at once (cred_expire).
  cat >"$scratch/slurm.conf" <<TEXT
ClusterName=test
SlurmctldHost=localhost(127.0.0.1)
SlurmctldPort=$(free_port)
AuthType=auth/munge
AuthInfo=socket=$scratch/munge.sock,cred_expire=5
SlurmUser=$user
SlurmdUser=$user
StateSaveLocation=$scratch/state
SlurmdSpoolDir=$scratch/%n
SlurmctldPidFile=$scratch/slurmctld.pid
SlurmdPidFile=$scratch/%n.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
SchedulerType=sched/builtin
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
ReturnToService=2
SlurmdTimeout=5
KillWait=2
AccountingStorageType=accounting_storage/none
JobAcctGatherType=jobacct_gather/none
NodeName=n1 NodeAddr=127.0.0.1 NodeHostname=localhost Port=$(free_port) CPUs=1
NodeName=n2 NodeAddr=127.0.0.1 NodeHostname=localhost Port=$(free_port) CPUs=1
PartitionName=all Nodes=n1,n2 Default=YES State=UP
TEXT
  start munged munged --force --foreground --key-file="$scratch/key" \
    --socket="$scratch/munge.sock" --pid-file="$scratch/munged.pid" \
    --log-file="$scratch/munge.log" --seed-file="$scratch/munge.seed" --num-threads=2
  eventually 20 test -S "$scratch/munge.sock" || fail "munged does not start"
  start slurmctld slurmctld -D -c
  start n1 slurmd -D -N n1
  first_node=${daemons[-1]}
  start n2 slurmd -D -N n2
  eventually 60 nodes_are_idle || fail "Slurm does not start: $(sinfo 2>&1)"
}

nodes_are_idle() { [[ $(sinfo -h -t idle -o %D 2>/dev/null) == 2 ]]; }

# state COUNT WORD -- true if so many runs are in that state, or more.
state() {
  local found
  found=$("$hebb" status "$scratch/sweep" --json |
    python3 -c "import json, sys; print(json.load(sys.stdin)['$2'])")
  ((found >= $1))
}

# The process number of the worker of a job, from its entry in the folder.
worker_of() {
  grep -ls "\"job\":\"$1\"" "$scratch"/sweep/.claims/worker-* |
    xargs -r sed -n 's/.*"process":\([0-9]*\).*/\1/p' | head -n 1
}

parent_of() { sed -n 's/^PPid:[^0-9]*//p' "/proc/$1/status"; }

# What a machine that loses its power does to one of them: node daemon, batch step, shell, worker.
kill_first_node() {
  local job worker shell step
  job=$(squeue -h -w n1 -t running -o %A | head -n 1)
  [[ -n $job ]] || fail "no job runs on n1"
  worker=$(worker_of "$job")
  [[ -n $worker ]] || fail "job $job has no worker in $(ls "$scratch/sweep/.claims")"
  shell=$(parent_of "$worker")
  step=$(parent_of "$shell")
  grep -q slurmstepd "/proc/$step/cmdline" || fail "the parent of the script is no slurmstepd"
  kill -9 "$first_node" "$step" "$shell" "$worker"
}

queue_is_empty() { [[ -z $(squeue -h 2>/dev/null) ]]; }

cat >"$scratch/sweep.yaml" <<'TEXT'
schema: 1
data: {name: bars, train: 120, test: 4}
model: {units: 4}
rule: slow
train: {rate: 0.01, batch: 1}
metrics: [gini]
sweep: {seeds: 12}
TEXT
runs=12
plan=("$scratch/sweep.yaml" --plugin-path "$zoo")

"$hebb" run "${plan[@]}" -o "$scratch/calm" -j 12 -q >/dev/null
"$hebb" run "${plan[@]}" -o "$scratch/sweep" --plan-only >/dev/null
start_slurm
"$hebb" submit "$scratch/sweep" --slurm --array 2 --time 5m >"$scratch/submit.log" 2>&1 ||
  fail "submit says $(cat "$scratch/submit.log")"
eventually 60 state 3 done || fail "no run is done: $(squeue 2>&1)"
kill_first_node
eventually 120 state $runs done || fail "after a node was killed: $("$hebb" status "$scratch/sweep")"
# The lost task is put back into the queue by Slurm, finds nothing left to do on n2, and ends.
eventually 120 queue_is_empty || fail "jobs are left: $(squeue)"

[[ $(find "$scratch/sweep" -path '*/.*' -prune -o -name run.json -print | wc -l) == "$runs" ]] ||
  fail "wanted $runs results, once each"
[[ -z $(ls -A "$scratch/sweep/.claims" "$scratch/sweep/.staging" | grep -v ':$' || true) ]] ||
  fail "left behind: $(ls -A "$scratch/sweep/.claims" "$scratch/sweep/.staging")"
[[ ! -e $scratch/sweep/failed ]] || fail "failures: $(ls "$scratch/sweep/failed")"
for folder in "$scratch"/calm/????????????????/; do
  for part in arrays metrics.jsonl config.json images; do
    diff -r "$folder$part" "$scratch/sweep/$(basename "$folder")/$part" || fail "$part differs"
  done
done
# Each run is finished once; the worker that was killed may have finished one without a word.
finished=$(cat "$scratch"/sweep/slurm/*.log | sed -n 's/^done  *\([^ ]*\) .*/\1/p' | sort)
[[ -z $(uniq -d <<<"$finished") ]] || fail "finished twice: $(uniq -d <<<"$finished")"
(($(wc -l <<<"$finished") >= runs - 1)) || fail "the workers report as finished: $finished"
echo "$runs runs are there once, though a node was killed"

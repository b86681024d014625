#!/usr/bin/env bash
# package_test -- the Debian package: what it depends on, what is in it, and that what is in it runs
# the quickstart.
source "$(dirname "$0")/prefix.bash"
needs dpkg-deb dpkg-shlibdeps
mkdir -p "$scratch/home"
cd "$scratch"
logged "cpack" cpack -G DEB --config "$HEBB_BINARY_DIR/CPackConfig.cmake" -B "$scratch/work" \
  -D "CPACK_OUTPUT_FILE_PREFIX=$scratch/made"
package=$(echo "$scratch"/made/hebb_*.deb)
[[ ${package##*/} =~ ^hebb_[0-9.]+_amd64\.deb$ ]] || fail "the package is called ${package##*/}"
field() { dpkg-deb -f "$package" "$1"; }

# Nothing but a program for /usr, owned by root, in order.
dpkg-deb -c "$package" >contents
strange=$(awk '$2 != "root/root" || $6 !~ /^\.\/usr\// || $1 !~ /^(drwxr-xr-x|-rw-r--r--|-rwxr-xr-x)$/' contents)
[[ -z $strange ]] || fail "in the package: $strange"
executable=$(awk '$1 ~ /^-.*x/ { print $6 }' contents | paste -sd ' ')
[[ $executable == ./usr/bin/hebb ]] || fail "executable files: $executable"
dpkg-deb -x "$package" root
dpkg-deb -e "$package" control
(cd root && md5sum --quiet -c ../control/md5sums) || fail "md5sums"
[[ $(field Version) == "$(root/usr/bin/hebb --version | awk '{ print $2 }')" ]] || fail "version"
for name in Maintainer Description Section Installed-Size; do
  [[ -n $(field $name) ]] || fail "no $name"
done
[[ -f root/usr/share/doc/hebb/copyright ]] || fail "no copyright"

# What its binaries need is what it depends on.
depends=$(field Depends)
while read -r binary; do
  ! readelf -d "$binary" | grep -E 'RPATH|RUNPATH' || fail "$binary has a search path of its own"
  ! readelf -S "$binary" | grep '\.debug_info' || fail "$binary is not stripped"
  readelf -d "$binary" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' >>needed
done < <(find root -type f \( -name hebb -path '*/bin/*' -o -name '*.so' \))
while read -r library; do
  # OpenBLAS is behind an alternative: libopenblas0-pthread has the file, libopenblas0 is needed.
  file=$(ldconfig -p | awk -v name="$library" '$1 == name && !seen++ { print $NF }')
  owner=$(for path in "$(readlink -f "$file")" "/usr${file#/usr}" "$file"; do
    dpkg -S "$path" 2>/dev/null || true; done | sed 's/:.*//' | sort -u)
  [[ -n $owner ]] || fail "no package has $library"
  found=no
  for name in $owner; do
    [[ ", $depends" == *", ${name%-pthread}"* ]] && found=yes
  done
  [[ $found == yes ]] || fail "$library of $owner is needed, the package depends on: $depends"
done < <(sort -u needed)

# It runs from where it is unpacked.
prefix=$scratch/root/usr
logged "the quickstart" as_user hebb run "$prefix/share/hebb/configs/quickstart.yaml" -o runs \
  -s data.train=320 -s data.test=100 -s train.epochs=1 -s probe.epochs=1 -s sweep.seeds=1
[[ $(find runs -name summary.json | wc -l) == 4 ]] || fail "wanted 4 runs: $(find runs)"
used=$(grep -hoE '"file": "[^"]*"' runs/*/run.json | grep -vF "\"$prefix/lib/hebb/plugins/" || true)
[[ -z $used ]] || fail "plugins from elsewhere: $used"
echo "${package##*/} holds what it should and runs"

FROM debian:13.6
ENV PATH="/opt/a/bin:\
/opt/b/bin:\
# the system's
$PATH"

FROM debian:12.8 AS temporary
COPY report.sh /usr/local/bin/
ENTRYPOINT ["report.sh", "/etc/os-release"]

FROM debian:12.8 AS template
COPY beside.sh /usr/local/bin/
ENTRYPOINT ["beside.sh"]

FROM debian:12.8 AS chosen
COPY chosen.sh /usr/local/bin/
ENTRYPOINT ["chosen.sh"]

FROM debian:12.8 AS volume
COPY keep.sh /usr/local/bin/
VOLUME /data
CMD ["keep.sh"]

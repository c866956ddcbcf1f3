FROM scratch
ADD rootfs.tar.xz /
ADD vendor.tgz layer.TAR.GZ /opt/
ADD https://example.org/tool-1.2.deb /tmp/
ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.org/a.txt /tmp/
ADD git@example.org:group/repository.git#main /src
ADD --keep-git-dir=true https://example.org/group/repository.git /src
COPY . /srv
ONBUILD COPY . /srv

FROM debian:12
ENV A=1
RUN <<END cat > /script
echo $A
END

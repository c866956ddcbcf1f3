FROM openjdk:8-jdk
RUN $JAVA_HOME/bin/keytool -importcert -noprompt -file /ca.pem -keystore $JAVA_HOME/jre/lib/security/cacerts

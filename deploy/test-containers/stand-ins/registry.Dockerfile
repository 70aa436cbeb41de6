FROM node:24-slim
COPY java /opt/java
COPY app /deployments
ENV PATH=/opt/java/bin:/usr/local/bin:/usr/bin:/bin
USER 1000
ENTRYPOINT ["bash", "-c", "exec java -XX:TieredStopAtLevel=1 ${JAVA_OPTS_APPEND:-} -jar /deployments/quarkus-run.jar"]
